package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LeftProcessesTest {
  @TempDir Path folder;

  private Process start(String mark, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder(List.of(file.toString()));
    builder.environment().put("KOBAKO_MARK", mark);
    return builder.start();
  }

  @RepeatedTest(20)
  void oneThatBecomesAnotherProgramAllTheTimeIsFound() throws Exception {
    Process process = start(folder.toString(), "exec \"$0\"\n");

    new LeftProcesses(folder.toString()).end();

    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @RepeatedTest(20)
  void oneThatIsStartedByAnotherThatEndsMeanwhileIsFound() throws Exception {
    Path pid = folder.resolve("pid");
    Process process =
        start(
            folder.toString(),
            "[ \"$1\" = 9 ] && { echo $$ >%1$s.new; mv %1$s.new %1$s; exec sleep 1000; }\n"
                    .formatted(pid)
                + "setsid \"$0\" $(($1 + 1)) &\n");
    assertThat(process.waitFor()).isZero();

    new LeftProcesses(folder.toString()).end();

    Thread.sleep(100); // one that was missed would get so far by then
    assertThat(marked()).isEmpty();
  }

  private List<ProcessHandle> marked() {
    return ProcessHandle.allProcesses()
        .filter(each -> {
          try {
            return Files.readString(Path.of("/proc/" + each.pid() + "/environ"))
                .contains("KOBAKO_MARK=" + folder);
          } catch (IOException _) {
            return false;
          }
        })
        .toList();
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    Process process = start("somebody else's", "exec sleep 1000\n");
    try {
      new LeftProcesses(folder.toString()).end();

      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
