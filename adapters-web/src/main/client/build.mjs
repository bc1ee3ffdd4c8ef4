// Builds and tests the page for Maven: `node build.mjs build OUT` and `node build.mjs test`. Nothing is done twice for the same sources.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const stamps = resolve(here, '../../../target/client');

function fail(sentence) {
    console.error(sentence);
    process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    fail(`The terminal page is built with Node.js 20.19 or newer; this is ${process.versions.node}.`);
}

function run(command, args) {
    const done = spawnSync(command, args, { cwd: here, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
    if (done.error) {
        fail(`${command} cannot be run (${done.error.code}): the terminal page needs Node.js 20.19 or newer with npm.`);
    }
    if (done.status !== 0) {
        console.error(done.stdout + done.stderr);
        fail(`${command} ${args.join(' ')} failed.`);
    }
    return done.stdout;
}

function files(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.name !== 'node_modules')
        .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
        .sort();
}

function digest(paths) {
    const hash = createHash('sha256').update(process.version);
    for (const path of paths) {
        const bytes = readFileSync(path);
        hash.update(`${relative(here, path)}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex');
}

/** Runs `work` unless it was run to its end for the same inputs and `made` is still there. */
function once(name, inputs, made, work) {
    const stamp = join(stamps, `${name}.stamp`);
    const wanted = digest(inputs);
    if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
        return;
    }
    rmSync(stamp, { force: true });
    work();
    mkdirSync(stamps, { recursive: true });
    writeFileSync(stamp, wanted);
}

function install() {
    const lock = [join(here, 'package.json'), join(here, 'package-lock.json')];
    once('install', lock, join(here, 'node_modules'), () =>
        run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']),
    );
}

const binary = (name, entry) => [process.execPath, [join(here, 'node_modules', name, entry)]];

/** What the bundle is made of asks to be named with its licence. */
function thirdParties() {
    const lock = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages;
    return Object.keys(lock)
        .filter((name) => name && !lock[name].dev && !lock[name].optional)
        .map((name) => {
            const folder = join(here, name);
            const texts = readdirSync(folder)
                .filter((file) => /^(licen[cs]e|notice)/i.test(file))
                .sort()
                .map((file) => readFileSync(join(folder, file), 'utf8').trim());
            return `${name.replace(/^.*node_modules\//, '')} ${lock[name].version} (${lock[name].license})\n\n${texts.join('\n\n')}\n`;
        })
        .join(`\n${'-'.repeat(80)}\n\n`);
}

function build(out) {
    install();
    once('build', files(here), join(out, 'files.txt'), () => {
        const [node, tsc] = binary('typescript', 'bin/tsc');
        run(node, [...tsc, '--noEmit']);
        rmSync(out, { recursive: true, force: true });
        const [, vite] = binary('vite', 'bin/vite.js');
        run(node, [...vite, 'build', '--logLevel', 'warn', '--outDir', out]);
        writeFileSync(join(out, 'assets', 'third-party.txt'), thirdParties());
        const assets = readdirSync(join(out, 'assets')).sort();
        for (const asset of assets) {
            const bytes = readFileSync(join(out, 'assets', asset));
            writeFileSync(join(out, 'assets', `${asset}.gz`), gzipSync(bytes, { level: 9 }));
            writeFileSync(
                join(out, 'assets', `${asset}.br`),
                brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
            );
        }
        writeFileSync(join(out, 'files.txt'), assets.map((asset) => `${asset}\n`).join(''));
    });
}

function test() {
    install();
    once('test', files(here), join(here, 'node_modules'), () => {
        const [node, vitest] = binary('vitest', 'vitest.mjs');
        console.log(run(node, [...vitest, 'run']));
    });
}

const [what, out] = process.argv.slice(2);
if (what === 'build' && out) {
    build(resolve(out));
} else if (what === 'test') {
    test();
} else {
    fail('node build.mjs build OUT | test');
}
