package cc.profitmaker.bootstrap.bench;

/** One line of the table. A missed goal is told, never a failed build: machines differ. */
record Row(String what, String goal, String measured, Verdict verdict) {
    enum Verdict {
        MET,
        MISSED,
        /** There is no goal; the figure is stated. */
        STATED
    }

    static Row atLeast(double goal, double ratio, String what, String measured) {
        return new Row(
                what,
                Numbers.format("≥ %.2f", goal),
                Numbers.format("**%.2f** ", ratio) + measured,
                ratio >= goal ? Verdict.MET : Verdict.MISSED);
    }

    static Row atMost(double goal, double ratio, String what, String measured) {
        return new Row(
                what,
                Numbers.format("≤ %.2f", goal),
                Numbers.format("**%.2f** ", ratio) + measured,
                ratio <= goal ? Verdict.MET : Verdict.MISSED);
    }

    static Row atMost(double goal, double value, String unit, String what, String measured) {
        return new Row(
                what,
                Numbers.format("≤ %.0f%s", goal, unit),
                Numbers.format("**%.2f%s** ", value, unit) + measured,
                value <= goal ? Verdict.MET : Verdict.MISSED);
    }

    static Row stated(String what, String measured) {
        return new Row(what, "–", measured, Verdict.STATED);
    }

    String markdown() {
        String told =
                switch (verdict) {
                    case MET -> "met";
                    case MISSED -> "missed";
                    case STATED -> "–";
                };
        return "| " + what + " | " + goal + " | " + measured.strip() + " | " + told + " |";
    }
}
