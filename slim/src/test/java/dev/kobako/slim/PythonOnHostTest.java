package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Python of this machine, run with its closure alone. */
@Timeout(120)
class PythonOnHostTest {
  private static final String PYTHON = "/usr/bin/python3";

  /** Prints the files of all modules that were loaded. */
  private static final String FILES =
      "import sys; print('\\n'.join(m.__file__ for m in list(sys.modules.values())"
          + " if getattr(m, '__file__', None)))";

  @TempDir Path folder;

  @Test
  void importsWhatAProgramSaysAndNothingIsMissing() throws IOException {
    String program =
        "import ssl, json, http.server, sqlite3, zoneinfo, datetime, logging.config\n"
            + "ssl.create_default_context()\n"
            + "datetime.datetime.strptime('2024', '%Y')\n"
            + "zoneinfo.ZoneInfo('Asia/Tokyo')\n"
            + "'ä'.encode('euc_jp', 'replace'); sqlite3.connect(':memory:')\n"
            + FILES;

    HostClosure closure = HostClosure.of(PYTHON, "-c", program);

    String out = closure.output(folder, PYTHON, "-c", program);
    assertThat(out.lines()).hasSizeGreaterThan(100).allMatch(closure::has);
    assertThat(closure.keepSet().bytes()).isLessThan(60_000_000);
  }

  @Test
  void startsWithFewModules() throws IOException {
    HostClosure closure = HostClosure.of(PYTHON, "-c", "print('hello')");

    assertThat(closure.output(folder, PYTHON, "-c", "print('hello')")).isEqualTo("hello\n");
    assertThat(closure.has("/usr/lib/python3.11/http/server.py")).isFalse();
  }
}
