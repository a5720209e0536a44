package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of BuildKit's own parser tests, in the folder {@code shared/parser}. */
class ParserCasesTest {
  @TestFactory
  Stream<DynamicTest> makesTheTreeThatBuildKitMakes() throws IOException {
    return cases("parser/testfiles", ParserCasesTest::agrees);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatBuildKitRefuses() throws IOException {
    return cases("parser/testfiles-negative", ParserCasesTest::refused);
  }

  private static void agrees(Path folder) throws IOException {
    assertThat(parse(folder).sexp().strip())
        .isEqualTo(Files.readString(folder.resolve("result")).strip());
  }

  private static void refused(Path folder) {
    assertThatThrownBy(() -> parse(folder)).isInstanceOf(KobakoException.class);
  }

  private static SyntaxTree parse(Path folder) throws IOException {
    Path file = folder.resolve("Dockerfile");
    return SyntaxTree.parse(SourceText.of("Dockerfile", Files.readAllBytes(file)));
  }

  private interface Case {
    void check(Path folder) throws IOException;
  }

  private static Stream<DynamicTest> cases(String name, Case check) throws IOException {
    try (Stream<Path> folders = Files.list(Corpus.folder(name))) {
      return folders.sorted().toList().stream()
          .map(folder ->
              DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check.check(folder)));
    }
  }
}
