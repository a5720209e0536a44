package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Node of this machine, run with its closure alone. */
@Timeout(120)
class NodeOnHostTest {
  private static final String NODE = "/usr/bin/node";

  @TempDir Path program;
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = program.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void runsAProgramOfPackagesImportsAndWorkersWithWhatWasFound() throws IOException {
    write(
        "server.js",
        "const { Worker } = require('worker_threads'), path = require('path');\n"
            + "const said = [require('p'), require('fs').readFileSync(path.join(__dirname,"
            + " 'data', 'x.txt'), 'utf8')];\n"
            + "import('./m.mjs').then(m => new Worker(path.join(__dirname, 'w.js'))"
            + ".on('message', n => console.log(said.concat(m.default, n,"
            + " new Intl.NumberFormat('de-DE').format(1234.5)).join(' '))));\n");
    write("data/x.txt", "data");
    write("m.mjs", "import { q } from '#q'; export default q;");
    write("q.mjs", "export const q = 'imported';");
    write("w.js", "require('worker_threads').parentPort.postMessage('worked')");
    write("unused.js", "");
    write("package.json", "{\"name\": \"app\", \"imports\": {\"#q\": \"./q.mjs\"}}");
    write("node_modules/p/package.json", "{\"exports\": {\"require\": \"./lib/main.cjs\"}}");
    write("node_modules/p/lib/main.cjs", "module.exports = 'packed'");
    String script = program.resolve("server.js").toString();

    HostClosure closure = HostClosure.of(NODE, script);

    assertThat(closure.output(folder)).isEqualTo("packed data imported worked 1.234,5\n");
    assertThat(closure.has(program.resolve("unused.js").toString())).isFalse();
  }
}
