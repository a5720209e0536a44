package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Faulty Dockerfiles of {@code faults.txt}, each with the whole of what is said about it. */
class FaultsTest {
  private record Case(String dockerfile, String message) {}

  @TestFactory
  Stream<DynamicTest> faultsAreRefusedWithPlaceFactAndRemedy() throws IOException {
    List<Case> cases = cases();
    assertThat(cases).hasSizeGreaterThan(80);
    return cases.stream()
        .map(fault ->
            dynamicTest(
                fault.dockerfile,
                () -> assertThat(refusal(fault.dockerfile)).isEqualTo(fault.message)));
  }

  private static String refusal(String text) {
    try {
      Dockerfile dockerfile = Dockerfile.parse(new SourceText("Dockerfile", text));
      dockerfile.instructions().forEach(dockerfile::check);
      return "accepted";
    } catch (KobakoException e) {
      assertThat(e.failure()).isEqualTo(Failure.FINDING);
      return e.diagnostic().render();
    }
  }

  private static List<Case> cases() throws IOException {
    try (InputStream in = FaultsTest.class.getResourceAsStream("faults.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
      List<Case> cases = new ArrayList<>();
      for (String block : text.split("(^|\n)==== Dockerfile\n")) {
        if (!block.isEmpty()) {
          String[] parts = block.split("---- is refused\n");
          cases.add(new Case(parts[0], parts[1].strip()));
        }
      }
      return cases;
    }
  }
}
