package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joined RUNs do what they did one by one: the shells of this machine say so. */
class JoinedRunsTest {
  private static final int CASES = 150;

  /** Scripts that fail in all places, and that change the shell which they run in. */
  private static final List<String> SCRIPTS =
      List.of(
          "echo a",
          "false",
          "echo b && false",
          "false && echo c",
          "false; echo d",
          "echo e; false",
          "false || echo f",
          "true || echo g",
          "set -e; false; echo h",
          "set -e; false && echo i; echo j",
          "set -e; (false; echo k); echo l",
          "set -ex; echo m",
          "set -eu; echo ${NONE-n}; echo o && false",
          "set -e; echo p; { false; echo q; }",
          "cd / && pwd",
          "pwd",
          "A=1; echo $A",
          "echo ${A-none}",
          "export B=2 && echo $B",
          "echo ${B-none}",
          "f() { false; echo r; }; f",
          "echo s | grep t",
          "echo s | grep s",
          "! true",
          "if false; then echo t; fi",
          "for i in 1 2; do false; echo $i; done",
          "echo ${C:=3}; false || true",
          "set -u; echo u; exit 0; echo v",
          "umask 0; umask",
          "eval 'false; echo w'");

  /** Scripts that empty a cache at their end, be that reached or not, and make up for failures. */
  private static final List<String> CLEANING =
      List.of(
          "apt-get clean",
          "echo a && apt-get clean",
          "echo b; apt-get clean",
          "false; apt-get clean",
          "false && apt-get clean",
          "false || apt-get clean",
          "true || apt-get clean",
          "false || true && apt-get clean",
          "set -e; echo c; apt-get clean",
          "set -e; false; apt-get clean",
          "set -e; false && true; apt-get clean",
          "set -e; ! true; apt-get clean",
          "set -e; { false; echo d; } && apt-get clean",
          "set -e; f() { false; echo e; }; f && apt-get clean",
          "set -e; eval 'false && true'; apt-get clean",
          "true && exit 0; apt-get clean");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/bash -e", "/bin/busybox sh"})
  void joinedRunsSayAndEndAsTheyDidOneByOne(String shell) throws IOException, InterruptedException {
    List<String> words = List.of(shell.split(" "));
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(words.getFirst())), words.getFirst() + " is not installed");
    boolean exits = shell.endsWith("-e");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int i = 0; i < CASES; i++) {
      List<String> scripts = new ArrayList<>();
      for (int n = random.nextInt(2, 5); n > 0; n--) {
        scripts.add(SCRIPTS.get(random.nextInt(SCRIPTS.size())));
      }
      scripts.add("rm -f /nowhere/at/all");
      StringBuilder file = new StringBuilder("FROM a\n");
      file.append(exits ? "SHELL [\"/bin/bash\", \"-ec\"]\n" : "");
      scripts.forEach(script -> file.append("RUN ").append(script).append('\n'));
      List<String> joined = scripts(file.toString());
      assertThat(joined).as(file.toString()).hasSize(1);
      assertThat(said(words, joined)).as(file + joined.getFirst()).isEqualTo(said(words, scripts));
    }
  }

  /** An apt-get of the test's own empties a file: by that one sees whether it was called. */
  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash -e"})
  void joinedRunsLeaveNoMoreInACacheThanOneByOne(String shell)
      throws IOException, InterruptedException {
    List<String> words = List.of(shell.split(" "));
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(words.getFirst())), words.getFirst() + " is not installed");
    Path program = Files.writeString(folder.resolve("apt-get"), "#!/bin/sh\n: >" + cache() + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String opening = shell.endsWith("-e") ? "SHELL [\"/bin/bash\", \"-ec\"]\n" : "";
    int repeated = 0;
    for (String one : CLEANING) {
      for (String other : CLEANING) {
        List<String> joined =
            scripts("FROM a\n" + opening + "RUN " + one + "\nRUN " + other + "\n");
        assertThat(saidAndLeft(words, joined))
            .as(joined.toString())
            .isEqualTo(saidAndLeft(words, List.of(one, other)));
        repeated += joined.toString().split("apt-get clean", -1).length == 2 ? 1 : 0;
      }
    }
    assertThat(repeated).as("pairs of which one alone empties the cache").isGreaterThan(20);
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private String saidAndLeft(List<String> shell, List<String> scripts)
      throws IOException, InterruptedException {
    Files.writeString(cache(), "fetched");
    String said = said(shell, scripts);
    // what a RUN leaves that fails is in no image
    return said.endsWith("failed") ? said : said + Files.readString(cache());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN make && make test\nRUN dnf install -y clean\n",
        "RUN make && make test\nRUN zypper in -y cc\n",
        "RUN make && make test\nRUN apt-get install -y clean\n",
        "RUN make && make test\nRUN npm install cache\n",
      })
  void aPackageThatIsCalledAsWhatTakesAwayJoinsNothing(String runs) {
    assertThat(scripts("FROM a\n" + runs)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"make clean", "dnf -y clean all", "npm cache clean", "pip cache purge"})
  void whatEmptiesACacheJoinsWhatMayHaveFilledIt(String clean) {
    assertThat(scripts("FROM a\nRUN make && make test\nRUN " + clean + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get clean",
        "apt clean",
        "apt-get -tbookworm clean",
        "apt-get -P nocheck clean",
        "apt-get --target-release sid clean",
        "yum -y -d0 clean all",
        "yum -e0 clean all",
        "dnf clean all",
        "microdnf clean all",
        "yum -y clean all",
        "dnf --enablerepo extra clean all",
        "zypper clean --all",
        "zypper -n cc",
        "zypper --root /mnt clean"
      })
  void aCacheThatTwoScriptsEmptyIsEmptiedOnce(String clean) {
    assertThat(scripts("FROM a\nRUN make && " + clean + "\nRUN rm -r b && " + clean + "\n"))
        .containsExactly("make  && rm -r b && " + clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get update",
        "apt-get install clean",
        "apt install -o clean make",
        "apk add clean",
        "dnf install clean",
        "dnf --repo clean install make",
        "microdnf install clean",
        "yum -y install clean",
        "zypper in cc",
        "zypper -n in clean",
        "zypper --root clean in make",
        "npm cache clean",
        "zypper --root $ROOT clean",
        "apt-get clean >>/var/log/cleaned",
        "echo clean"
      })
  void whatEmptiesNoCacheOfASystemIsDoneTwice(String command) {
    assertThat(scripts("FROM a\nRUN make && " + command + "\nRUN rm -r b && " + command + "\n"))
        .containsExactly("make && %s  && rm -r b && %s".formatted(command, command));
  }

  /** The scripts of the fixed file. */
  private static List<String> scripts(String text) {
    SourceText fixed =
        new Fixer(List.of(new JoinedRuns())).fix(new SourceText("Dockerfile", text)).after();
    return FixableFile.of(fixed, Optional.empty(), Optional.empty())
        .stages()
        .getFirst()
        .all(Instruction.Run.class)
        .stream()
        .map(run -> ((Command.Shell) run.command()).line())
        .toList();
  }

  /** What scripts say one behind the other, up to the first that fails. */
  private String said(List<String> shell, List<String> scripts)
      throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    for (String script : scripts) {
      List<String> command = new ArrayList<>(shell);
      command.addAll(List.of("-c", script));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().merge("PATH", folder + ":", (path, own) -> own + path);
      Process process = builder.start();
      said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      if (process.waitFor() != 0) {
        return said + "failed";
      }
    }
    return said + "done";
  }
}
