package cc.profitmaker.bootstrap.bench;

import java.util.List;

/** Measures one thing against another, both in this run and in turns, and says what came of it. */
interface Benchmark {
    List<Row> run(Workbench bench) throws Exception;
}
