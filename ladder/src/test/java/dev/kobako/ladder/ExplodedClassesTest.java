package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.members.Member;
import dev.kobako.members.MemberFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the Java runtime that the tests run on. */
@Timeout(120)
class ExplodedClassesTest {
  private static final Path HOME = Path.of(System.getProperty("java.home"));
  private static final Path MODULES = HOME.resolve("lib/modules");

  @TempDir Path folder;

  @Test
  void letARuntimeStartFromFolders() throws Exception {
    assumeTrue(Files.exists(MODULES), "this Java runtime has no lib/modules");
    copyLibraries();
    explode("java.base/", "java.logging/");

    Process process =
        new ProcessBuilder(folder.resolve("bin/java").toString(), "--list-modules")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines().map(line -> line.replaceAll("@.*", "")))
        .containsExactly("java.base", "java.logging");
  }

  private void copyLibraries() throws IOException {
    List<Path> wanted = new ArrayList<>(List.of(HOME.resolve("bin/java")));
    try (Stream<Path> all = Files.walk(HOME.resolve("lib"), 2)) {
      all.filter(Files::isRegularFile)
          .filter(each -> each.toString().matches(".*/lib/([^/]*\\.so|jvm.cfg|server/libjvm.so)"))
          .forEach(wanted::add);
    }
    for (Path each : wanted) {
      Path target = folder.resolve(HOME.relativize(each).toString());
      Files.createDirectories(target.getParent());
      Files.copy(each, target);
    }
  }

  private void explode(String... modules) throws IOException {
    Content whole = Content.of(MODULES, Files.size(MODULES));
    try (SeekableByteChannel channel = whole.openChannel()) {
      for (Member member : MemberFile.read("modules", channel).orElseThrow().members()) {
        if (Stream.of(modules).anyMatch(member.name()::startsWith)) {
          Path target = folder.resolve("modules").resolve(member.name());
          Content content = Content.of(MODULES, member.offset(), member.bytes());
          Files.createDirectories(target.getParent());
          Files.write(target, ExplodedClasses.of(member.name(), content).bytes());
        }
      }
    }
  }
}
