package dev.kobako.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FoundLibrariesTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

  private static byte[] program(String interpreter) {
    return ElfBuilder.elf64().interpreter(interpreter).needed("liba.so").build();
  }

  private static SortedMap<String, byte[]> files() {
    return new TreeMap<>(
        Map.of(
            LOADER,
            ElfBuilder.elf64().soname("ld-linux-x86-64.so.2").build(),
            "/lib/liba.so",
            ElfBuilder.elf64().soname("liba.so").build(),
            "/bin/program",
            program(LOADER)));
  }

  private static Tree tree(SortedMap<String, byte[]> files) {
    MemoryTree.Builder tree = MemoryTree.builder();
    files.forEach((path, bytes) ->
        tree.put(
            ImagePath.of(path), new Entry.RegularFile(Attributes.of(0755), Content.of(bytes), 0)));
    return tree.build();
  }

  private static Tree without(String path) {
    SortedMap<String, byte[]> files = files();
    files.remove(path);
    return tree(files);
  }

  @Test
  void librariesAndInterpretersThatAreGoneAreMissing() throws IOException {
    Tree before = tree(files());
    assertThat(new FoundLibraries(before).missing(before)).isEmpty();
    assertThat(new FoundLibraries(without("/lib/liba.so")).missing(before))
        .containsExactly("/bin/program does not find liba.so");
    assertThat(new FoundLibraries(without(LOADER)).missing(before))
        .containsExactly("/bin/program does not find " + LOADER);
  }

  @Test
  void whatWasMissingBeforeIsNobodysFault() throws IOException {
    Tree without = without("/lib/liba.so");
    assertThat(new FoundLibraries(without).missing(without)).isEmpty();
  }

  @Test
  void anInterpreterWithoutAFolderIsMissingAndADamagedFileAsksForNothing() throws IOException {
    SortedMap<String, byte[]> files = files();
    files.put("/bin/elsewhere", program("ld.so"));
    files.put("/bin/damaged", Arrays.copyOf(program(LOADER), 70));
    assertThat(new FoundLibraries(tree(files)).missing(tree(files())))
        .containsExactly("/bin/elsewhere does not find ld.so");
  }
}
