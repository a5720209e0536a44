package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolLossTest {
  @TempDir Path temp;

  @Test
  void aProgramInCIsTheSameWithoutSymbols() throws Exception {
    Path plain = gcc("plain", 1, "-g", "-O2");
    Path stripped = gcc("stripped", 1, "-s", "-O2");
    assertThat(isBetween(plain, stripped)).isTrue();
    assertThat(isBetween(stripped, plain)).isFalse();
    assertThat(isBetween(plain, plain)).isFalse();
    assertThat(isBetween(stripped, stripped)).isFalse();
  }

  @Test
  void anotherProgramIsNotTheSame() throws Exception {
    Path plain = gcc("plain", 1, "-O2");
    assertThat(isBetween(plain, gcc("constant", 2, "-s", "-O2"))).isFalse();
    assertThat(isBetween(plain, gcc("options", 1, "-s", "-O0"))).isFalse();
    assertThat(isBetween(plain, gcc("library", 1, "-s", "-O2", "-Wl,--no-as-needed", "-lm")))
        .isFalse();
    assertThat(isBetween(plain, gcc("path", 1, "-s", "-O2", "-Wl,-rpath,/lib"))).isFalse();
  }

  @Test
  void whatIsNoProgramHasNothingToLose() throws Exception {
    Path text = Files.writeString(temp.resolve("text"), "text");
    assertThat(isBetween(text, text)).isFalse();
    assertThat(isBetween(gcc("plain", 1, "-O2"), text)).isFalse();
  }

  @Test
  void aProgramInGoIsTheSameThoughItsLinkerWritesDownItsFlags() throws Exception {
    assumeInstalled("go");
    Files.writeString(temp.resolve("go.mod"), "module a\n\ngo 1.20\n");
    Path plain = go("plain", "a");
    assertThat(isBetween(plain, go("stripped", "a", "-ldflags=-s -w"))).isTrue();
    assertThat(isBetween(plain, go("symbols", "a", "-ldflags=-w"))).isFalse();
    assertThat(isBetween(plain, go("other", "os.Args", "-ldflags=-s -w"))).isFalse();
  }

  private static boolean isBetween(Path before, Path after) throws IOException {
    try (FileChannel one = FileChannel.open(before);
        FileChannel other = FileChannel.open(after)) {
      return SymbolLoss.isBetween(one, other, "a");
    }
  }

  private Path gcc(String name, int constant, String... options) throws Exception {
    assumeInstalled("gcc");
    Path source =
        Files.writeString(
            temp.resolve("a.c"),
            """
            #include <stdio.h>
            static int f(int a) { return a + %d; }
            int main(int c, char **v) { printf("%%d\\n", f(c)); return 0; }
            """
                .formatted(constant));
    Path program = temp.resolve(name);
    List<String> words =
        new ArrayList<>(List.of("gcc", source.toString(), "-o", program.toString()));
    words.addAll(List.of(options));
    run(words);
    return program;
  }

  private Path go(String name, String printed, String... options) throws Exception {
    boolean plain = printed.equals("a");
    Files.writeString(
        temp.resolve("main.go"),
        plain
            ? "package main\n\nfunc main() { println(\"a\") }\n"
            : "package main\n\nimport \"os\"\n\nfunc main() { println(len(" + printed + ")) }\n");
    List<String> words = new ArrayList<>(List.of("go", "build", "-o", name));
    words.addAll(List.of(options));
    words.add(".");
    run(words);
    return temp.resolve(name);
  }

  private void run(List<String> words) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().putAll(Map.of("GOFLAGS", "-buildvcs=false", "GOTOOLCHAIN", "local"));
    Process process = builder.redirectOutput(temp.resolve("log").toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(temp.resolve("log"))).isZero();
  }

  private static void assumeInstalled(String program) {
    boolean found =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(found, program + " is not installed");
  }
}
