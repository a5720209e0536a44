package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.testkit.SearchPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * hadolint and lint are shown the same Dockerfiles, which are put together by chance of lines that
 * keep and break each rule. hadolint is found by the property {@value #PROPERTY} or on the PATH.
 */
class HadolintPeerTest {
  private static final String PROPERTY = "kobako.hadolint";
  private static final int FILES = Integer.getInteger("kobako.hadolint.files", 400);
  private static final long SEED = Long.getLong("kobako.hadolint.seed", 9);
  private static final double LEAST = 0.98;
  private static final List<String> BASES =
      List.of(
          "debian:12",
          "debian",
          "alpine:latest",
          "scratch",
          "base",
          "example.org/a/b@sha256:00",
          "registry.example:5000/a",
          "$IMAGE",
          "debian:${TAG:-12}",
          "--platform=linux/amd64 a:1",
          "--platform=$TARGETPLATFORM a:1",
          "--platform=$BUILDPLATFORM a:1");
  private static final List<String> NAMES = List.of("", "", " AS base", " AS build", " AS scratch");

  @TempDir Path temp;

  @Test
  void verdictsOnDockerfilesMadeByChanceAreHadolints() throws IOException, InterruptedException {
    Optional<Path> hadolint = SearchPath.findOrNamedBy(PROPERTY, "hadolint");
    assumeTrue(hadolint.isPresent(), "hadolint is neither on the PATH nor named by " + PROPERTY);
    List<String> fragments = fragments();
    Random random = new Random(SEED);
    for (int i = 0; i < FILES; i++) {
      Files.writeString(temp.resolve("%04d".formatted(i)), dockerfile(fragments, random));
    }
    SortedMap<String, SortedSet<String>> theirs = hadolint(hadolint.get().toString());
    SortedMap<String, SortedSet<String>> ours = ours();
    int same = 0;
    List<String> different = new ArrayList<>();
    for (var each : theirs.entrySet()) {
      SortedSet<String> mine = ours.getOrDefault(each.getKey(), new TreeSet<>());
      if (each.getValue().stream().anyMatch(verdict -> verdict.endsWith(" DL1000"))) {
        continue; // what only hadolint can't read
      }
      for (String verdict : each.getValue()) {
        if (mine.contains(verdict)) {
          same++;
        } else {
          different.add(each.getKey() + ": hadolint alone: " + verdict);
        }
      }
      mine.stream()
          .filter(verdict -> !each.getValue().contains(verdict))
          .forEach(verdict -> different.add(each.getKey() + ": lint alone: " + verdict));
    }
    assertThat(same).as("verdicts that are the same").isGreaterThan(FILES * 5);
    assertThat((double) same / (same + different.size()))
        .as(() -> String.join("\n", different))
        .isGreaterThanOrEqualTo(LEAST);
  }

  private static List<String> fragments() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HadolintPeerTest.class.getResourceAsStream("fragments.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.split("(?<!\\\\)\n(?=[A-Z#])(?!EOF)"));
    }
  }

  private static String dockerfile(List<String> fragments, Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(8) == 0) {
      text.append("ARG TAG=1\n");
    }
    int stages = 1 + random.nextInt(3);
    for (int i = 0; i < stages; i++) {
      String base = BASES.get(random.nextInt(BASES.size()));
      text.append("FROM ").append(base);
      text.append(NAMES.get(random.nextInt(NAMES.size()))).append('\n');
      int instructions = 3 + random.nextInt(8);
      for (int j = 0; j < instructions; j++) {
        text.append(fragments.get(random.nextInt(fragments.size()))).append('\n');
      }
    }
    return text.toString();
  }

  private SortedMap<String, SortedSet<String>> hadolint(String program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "--no-fail", "-f", "json"));
    SortedMap<String, SortedSet<String>> verdicts = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      command.add("%04d".formatted(i));
      verdicts.put("%04d".formatted(i), new TreeSet<>());
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HADOLINT_"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] answer = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    for (JsonObject each : Json.objects(program, answer)) {
      String code = each.requiredText("code");
      if (code.startsWith("DL")) {
        verdicts
            .computeIfAbsent(each.requiredText("file"), _ -> new TreeSet<>())
            .add(each.requiredNumber("line") + " " + code);
      }
    }
    return verdicts;
  }

  private SortedMap<String, SortedSet<String>> ours() throws IOException {
    Linter linter =
        new Linter(
            LintSettingsReader.hadolint(
                "test", "build-checks: false".getBytes(StandardCharsets.UTF_8)));
    SortedMap<String, SortedSet<String>> verdicts = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      String name = "%04d".formatted(i);
      SortedSet<String> found = new TreeSet<>();
      try {
        LintedFile file = LintedFile.of(name, Files.readAllBytes(temp.resolve(name)));
        linter.problems(file).stream()
            .filter(each -> each.rule().startsWith("DL"))
            .forEach(each -> found.add(each.line() + " " + each.rule()));
      } catch (KobakoException e) {
        found.add(Problem.unreadable(name, e).line() + " " + Problem.UNREADABLE);
      }
      verdicts.put(name, found);
    }
    return verdicts;
  }
}
