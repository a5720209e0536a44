package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A promise that names what stays, held against images. */
class ResultPromiseTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  private static final Promise PROMISE =
      new Promise(
          "the result is the same",
          List.of(),
          List.of(),
          false,
          false,
          false,
          Optional.of(List.of(ImagePath.of("/app"))),
          List.of());

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] program() {
    return ElfBuilder.elf64().interpreter(LOADER).needed("liba.so").build();
  }

  private static SortedMap<String, byte[]> files() {
    return new TreeMap<>(
        Map.of(
            LOADER,
            ElfBuilder.elf64().soname("ld-linux-x86-64.so.2").build(),
            "/lib/liba.so",
            ElfBuilder.elf64().soname("liba.so").build(),
            "/app/program",
            program(),
            "/app/data",
            bytes("data"),
            "/etc/passwd",
            bytes("root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n"),
            "/usr/bin/gcc",
            bytes("compiler")));
  }

  private static ImageConfig config(String... env) {
    return ImageConfig.builder().env(List.of(env)).user("app").cmd(List.of("/app/program")).build();
  }

  private static BuiltImage image(SortedMap<String, byte[]> files, ImageConfig config) {
    MemoryTree.Builder tree = MemoryTree.builder();
    files.forEach((path, content) ->
        tree.put(
            ImagePath.of(path),
            new Entry.RegularFile(Attributes.of(0755), Content.of(content), 0)));
    return new BuiltImage(tree.build(), config, new BuiltImage.Size(0, 0));
  }

  private static List<String> broken(SortedMap<String, byte[]> now, ImageConfig config)
      throws IOException {
    BuiltImage before = image(files(), config("PATH=/go/bin:/usr/bin:/bin", "GOPATH=/go", "A=b"));
    return new PromiseCheck(before, before).broken(PROMISE, image(now, config));
  }

  @Test
  void whatIsNotNamedMayBeGoneOrAnother() throws IOException {
    SortedMap<String, byte[]> now = files();
    now.remove("/usr/bin/gcc");
    now.put("/etc/os-release", bytes("another"));
    assertThat(broken(now, config("PATH=/usr/bin:/bin", "A=b"))).isEmpty();
  }

  @Test
  void whatIsNamedMayNot() throws IOException {
    SortedMap<String, byte[]> now = files();
    now.put("/app/data", bytes("more"));
    now.put("/app/new", bytes(""));
    now.remove("/app/program");
    assertThat(broken(now, config("PATH=/usr/bin", "A=b")))
        .containsExactly(
            "/app/data has other bytes",
            "/app/new is there, and was not before",
            "/app/program is gone");
  }

  @Test
  void programsFindTheirLibrariesUnlessTheyNeverDid() throws IOException {
    SortedMap<String, byte[]> now = files();
    now.remove("/lib/liba.so");
    now.put("/usr/bin/other", program());
    assertThat(broken(now, config("PATH=/usr/bin", "A=b")))
        .containsExactly(
            "/app/program does not find liba.so", "/usr/bin/other does not find liba.so");
    now.remove(LOADER);
    assertThat(broken(now, config("PATH=/usr/bin", "A=b")))
        .contains("/app/program does not find " + LOADER);
  }

  @Test
  void settingsAreTheSameButForVariablesOfCompilers() throws IOException {
    assertThat(broken(files(), config("PATH=/bin:/usr/bin", "A=b")))
        .containsExactly("the image's PATH has other folders");
    assertThat(broken(files(), config("PATH=/opt/bin:/usr/bin", "A=b")))
        .containsExactly("the image's PATH has other folders");
    assertThat(broken(files(), config("PATH=/bin")))
        .containsExactly("the image's environment is set in another way");
  }

  @Test
  void theUserHasTheSameAccount() throws IOException {
    SortedMap<String, byte[]> now = files();
    now.put("/etc/passwd", bytes("root:x:0:0::/root:/bin/sh\napp:x:999:999::/:/bin/sh\n"));
    assertThat(broken(now, config("PATH=/bin", "A=b")))
        .containsExactly("the image's user app has another account");
  }
}
