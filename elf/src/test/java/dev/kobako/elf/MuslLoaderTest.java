package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MuslLoaderTest {
  private static final String LOADER = "/lib/ld-musl-x86_64.so.1";
  private final FakeView view = new FakeView();

  @BeforeEach
  void loader() {
    view.file(LOADER, ElfBuilder.elf64().constant("/etc/ld-musl-x86_64.path"));
  }

  @Test
  void itsOwnLibrariesAreTheLoaderItself() {
    view.file("/p", program().needed("libc.so", "libpthread.so.0", "libc.musl-x86_64.so.1"));
    assertThat(load("/p").libraries()).isEmpty();
    assertThat(load("/p").missing()).isEmpty();
  }

  @Test
  void runpathIsInheritedAndTheEnvironmentGoesFirst() throws IOException {
    view.file("/p", program().needed("liba.so").runpath("/r"));
    view.file("/r/liba.so", library().needed("libb.so")).file("/r/libb.so", library());
    view.file("/env/libb.so", library());
    assertThat(rules(load("/p"))).containsExactly("/r/liba.so RUNPATH", "/r/libb.so RUNPATH");
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("LD_LIBRARY_PATH", "/env");
    LoadRequest request = new LoadRequest("/p", environment, "/", new CpuSelection.Portable());
    assertThat(rules(dynamicLoader("/p").load(request)))
        .containsExactly("/r/liba.so RUNPATH", "/env/libb.so LD_LIBRARY_PATH");
  }

  @Test
  void thePathFileReplacesTheDefaultFolders() {
    view.file("/p", program().needed("liba.so"));
    view.file("/usr/local/lib/liba.so", library());
    assertThat(rules(load("/p"))).containsExactly("/usr/local/lib/liba.so DEFAULT");
    view.file("/etc/ld-musl-x86_64.path", "/one:/two\n/three\n");
    assertThat(load("/p").missing())
        .containsExactly(
            new MissingLibrary("liba.so", "/p", List.of("/one", "/two", "/three"), "not found"));
    view.file("/three/liba.so", library());
    assertThat(rules(load("/p"))).containsExactly("/three/liba.so DEFAULT");
    assertThat(load("/p").configuration()).containsExactly("/etc/ld-musl-x86_64.path");
  }

  @Test
  void thePathFileLiesBesideTheFolderOfTheLoader() {
    view.file("/opt/musl/lib/ld-musl-x86_64.so.1", library());
    view.file("/opt/musl/etc/ld-musl-x86_64.path", "/deep");
    view.file("/deep/liba.so", library());
    view.file(
        "/p",
        ElfBuilder.elf64().interpreter("/opt/musl/lib/ld-musl-x86_64.so.1").needed("liba.so"));
    assertThat(rules(load("/p"))).containsExactly("/deep/liba.so DEFAULT");
  }

  @Test
  void theFirstFileWithTheNameIsTakenWhateverItIs() {
    view.file("/p", program().needed("liba.so").rpath("/a:/b"));
    view.file("/a/liba.so", ElfBuilder.elf32()).file("/b/liba.so", library());
    assertThat(load("/p").missing())
        .extracting(MissingLibrary::why)
        .containsExactly("/a/liba.so is an ELF file of class ELF32 for machine 3");
  }

  @Test
  void aLoaderWithAnotherNameIsToldByItsContents() throws IOException {
    view.link("/app/loader", LOADER);
    view.file("/p", ElfBuilder.elf64().interpreter("/app/loader"));
    assertThat(dynamicLoader("/p")).isInstanceOf(MuslLoader.class);
  }

  @Test
  void openSearchesForTheProgramWhoeverCalls() throws IOException {
    view.file("/p", program().needed("liba.so").rpath("/r"));
    view.file("/r/liba.so", library().rpath("/mine")).file("/mine/plug.so", library());
    view.file("/r/other.so", library());
    LoadRequest request = LoadRequest.of("/p");
    assertThat(dynamicLoader("/p").open(request, "/r/liba.so", "plug.so")).isEmpty();
    assertThat(rules(dynamicLoader("/p").open(request, "/r/liba.so", "other.so").orElseThrow()))
        .containsExactly("/r/other.so RPATH");
  }

  private static ElfBuilder program() {
    return ElfBuilder.elf64().interpreter(LOADER);
  }

  private static ElfBuilder library() {
    return ElfBuilder.elf64();
  }

  private DynamicLoader dynamicLoader(String program) throws IOException {
    return DynamicLoader.of(view, view.find(program).orElseThrow().elf().orElseThrow());
  }

  private LoadMap load(String program) {
    try {
      return dynamicLoader(program).load(LoadRequest.of(program));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> rules(LoadMap map) {
    return map.libraries().stream().map(one -> one.path() + " " + one.rule()).toList();
  }
}
