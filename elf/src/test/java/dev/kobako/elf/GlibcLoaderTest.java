package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlibcLoaderTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  private final FakeView view = new FakeView();

  @BeforeEach
  void loader() {
    view.file(
        LOADER,
        ElfBuilder.elf64()
            .soname("ld-linux-x86-64.so.2")
            .constant("/other/thing/")
            .constant("/sys/lib64/")
            .constant("/lib/")
            .constant("/usr/lib/")
            .constant("end")
            .constant("/etc/ld.so.cache")
            .constant("/etc/ld.so.preload"));
  }

  @Test
  void theDefaultFoldersAreThoseOfTheLoaderInUse() {
    view.file("/p", program().needed("liba.so", "ld-linux-x86-64.so.2"));
    view.file("/sys/lib64/liba.so", library());
    view.file("/lib/x86_64-linux-gnu/liba.so", library());
    assertThat(load("/p"))
        .isEqualTo(
            new LoadMap(
                Optional.of(LOADER),
                List.of(
                    new LoadedLibrary(
                        "liba.so",
                        "/sys/lib64/liba.so",
                        "/sys/lib64/liba.so",
                        "/p",
                        SearchRule.DEFAULT)),
                List.of(),
                false,
                List.of()));
  }

  @Test
  void aMissingLibrarySaysWhereItWasLookedFor() {
    view.file("/p", program().needed("liba.so").runpath("/opt/lib:$ORIGIN/lib"));
    assertThat(load("/p").missing())
        .containsExactly(
            new MissingLibrary(
                "liba.so",
                "/p",
                List.of("/opt/lib", "/lib", "/sys/lib64", "/usr/lib"),
                "not found"));
  }

  @Test
  void rpathIsInheritedAndRunpathIsNot() {
    view.file("/old", program().needed("liba.so").rpath("/r"));
    view.file("/new", program().needed("liba.so").runpath("/r"));
    view.file("/r/liba.so", library().needed("libb.so"));
    view.file("/r/libb.so", library());
    assertThat(paths(load("/old"))).containsExactly("/r/liba.so", "/r/libb.so");
    assertThat(paths(load("/new"))).containsExactly("/r/liba.so");
    assertThat(load("/new").missing()).extracting(MissingLibrary::name).containsExactly("libb.so");
  }

  @Test
  void theEnvironmentGoesBetweenRpathAndRunpath() {
    view.file("/old", program().needed("liba.so").rpath("/r"));
    view.file("/new", program().needed("liba.so").runpath("/r"));
    view.file("/both", program().needed("liba.so").rpath("/x").runpath("/r"));
    for (String folder : List.of("/r", "/env", "/x")) {
      view.file(folder + "/liba.so", library());
    }
    assertThat(rules(load("/old", "LD_LIBRARY_PATH", "/env"))).containsExactly("/r/liba.so RPATH");
    assertThat(rules(load("/new", "LD_LIBRARY_PATH", "/env")))
        .containsExactly("/env/liba.so LD_LIBRARY_PATH");
    assertThat(rules(load("/both"))).containsExactly("/r/liba.so RUNPATH");
  }

  @Test
  void originIsTheRealFolderOfAProgramButTheOpenedOneOfALibrary() {
    view.link("/bin/p", "/app/bin/p")
        .file("/app/bin/p", program().needed("liba.so").runpath("$ORIGIN/../lib"));
    view.link("/app/lib/liba.so", "/store/liba.so.1");
    view.file("/store/liba.so.1", library().needed("libb.so").runpath("${ORIGIN}"));
    view.file("/app/lib/libb.so", library()).file("/store/libb.so", library());
    LoadMap map = load("/bin/p");
    assertThat(map.libraries())
        .extracting(LoadedLibrary::path)
        .containsExactly("/app/bin/../lib/liba.so", "/app/bin/../lib/libb.so");
    assertThat(paths(map)).containsExactly("/store/liba.so.1", "/app/lib/libb.so");
  }

  @Test
  void otherMachinesAreSkippedButWhatIsNoElfIsFatal() {
    view.file("/p", program().needed("liba.so").runpath("/a:/b:/c"));
    view.file("/a/liba.so", ElfBuilder.elf32());
    view.file("/b/liba.so", library().machine(ElfBuilder.AARCH64));
    view.file("/c/liba.so", library());
    assertThat(paths(load("/p"))).containsExactly("/c/liba.so");
    view.file("/b/liba.so", "GROUP ( libx.so )");
    assertThat(load("/p").missing())
        .containsExactly(
            new MissingLibrary(
                "liba.so", "/p", List.of("/a", "/b"), "/b/liba.so is not an ELF file"));
  }

  @Test
  void oneLibraryUnderTwoNamesIsLoadedOnce() {
    view.file("/p", program().needed("liba.so", "libalias.so", "libname.so").runpath("/l"));
    view.file("/l/liba.so", library().soname("libname.so"));
    view.link("/l/libalias.so", "/l/liba.so").file("/l/libname.so", library());
    assertThat(paths(load("/p"))).containsExactly("/l/liba.so");
  }

  @Test
  void aNameWithASlashIsAPathFromTheWorkingDirectory() {
    view.file("/p", program().needed("lib/liba.so", "/abs/libb.so"));
    view.file("/work/lib/liba.so", library()).file("/abs/libb.so", library());
    LoadRequest request =
        new LoadRequest("/p", new TreeMap<>(), "/work", new CpuSelection.Portable());
    assertThat(rules(dynamicLoader("/p").load(request)))
        .containsExactly("/work/lib/liba.so SLASH", "/abs/libb.so SLASH");
    assertThat(load("/p").missing())
        .containsExactly(
            new MissingLibrary("lib/liba.so", "/p", List.of("/lib/liba.so"), "not found"));
  }

  @Test
  void theCacheIsNeededOnlyWhereNothingElseLeadsToTheFile() {
    view.file("/p", program().needed("liba.so", "libb.so"));
    view.file("/q", program().needed("liba.so").flags1(0x800));
    view.file("/lib/liba.so", library()).file("/opt/libb.so", library());
    view.file(
        "/etc/ld.so.cache",
        LdCache.write(
            List.of(cached("liba.so", "/lib/liba.so"), cached("libb.so", "/opt/libb.so"))));
    assertThat(rules(load("/p"))).containsExactly("/lib/liba.so DEFAULT", "/opt/libb.so CACHE");
    assertThat(load("/p").needsCache()).isTrue();
    assertThat(load("/q").missing()).extracting(MissingLibrary::name).containsExactly("liba.so");
  }

  @Test
  void aDamagedCacheCountsAsNone() {
    view.file("/p", program().needed("liba.so")).file("/lib/liba.so", library());
    view.file("/etc/ld.so.cache", "glibc-ld.so.cache1.1");
    assertThat(paths(load("/p"))).containsExactly("/lib/liba.so");
  }

  @Test
  void aPortableSelectionTakesEveryBuildAndALevelItsOwn() {
    view.file("/p", program().needed("liba.so").runpath("/l"));
    view.file("/l/liba.so", library());
    view.file("/l/glibc-hwcaps/x86-64-v2/liba.so", library().needed("libonly2.so"));
    view.file("/l/glibc-hwcaps/x86-64-v3/liba.so", library());
    view.file("/lib/libonly2.so", library());
    assertThat(paths(load("/p")))
        .containsExactly(
            "/l/glibc-hwcaps/x86-64-v3/liba.so",
            "/l/glibc-hwcaps/x86-64-v2/liba.so",
            "/lib/libonly2.so",
            "/l/liba.so");
    LoadRequest one = new LoadRequest("/p", new TreeMap<>(), "/", CpuSelection.parse("x86-64-v1"));
    assertThat(paths(dynamicLoader("/p").load(one))).containsExactly("/l/liba.so");
  }

  @Test
  void everyPlatformThatExistsIsTaken() {
    view.file("/p", program().needed("liba.so").runpath("/l/$PLATFORM"));
    view.file("/l/x86_64/liba.so", library()).file("/l/haswell/liba.so", library());
    assertThat(paths(load("/p"))).containsExactly("/l/x86_64/liba.so", "/l/haswell/liba.so");
    assertThat(load("/p").missing()).isEmpty();
  }

  @Test
  void filtersMustExistAndAuxiliariesNeedNot() {
    view.file("/p", program().needed("liba.so", "libb.so"));
    view.file("/lib/liba.so", library().auxiliary("libgone.so").auxiliary("libaux.so"));
    view.file("/lib/libb.so", library().filter("libmust.so"));
    view.file("/lib/libaux.so", library());
    LoadMap map = load("/p");
    assertThat(rules(map))
        .containsExactly(
            "/lib/liba.so DEFAULT", "/lib/libb.so DEFAULT", "/lib/libaux.so AUXILIARY");
    assertThat(map.missing()).extracting(MissingLibrary::name).containsExactly("libmust.so");
  }

  @Test
  void preloadsComeFirstAndTheirFileIsConfiguration() {
    view.file("/p", program().needed("liba.so")).file("/lib/liba.so", library());
    view.file("/lib/libone.so", library()).file("/x/libtwo.so", library());
    view.file("/etc/ld.so.preload", "# ours\n/x/libtwo.so gone.so\n");
    LoadMap map = load("/p", "LD_PRELOAD", "libone.so");
    assertThat(rules(map))
        .containsExactly("/lib/libone.so PRELOAD", "/x/libtwo.so PRELOAD", "/lib/liba.so DEFAULT");
    assertThat(map.configuration()).containsExactly("/etc/ld.so.preload");
    assertThat(map.missing()).isEmpty();
  }

  @Test
  void aMissingOrForeignInterpreterIsReported() {
    view.file("/p", ElfBuilder.elf64().interpreter("/gone/ld-linux.so.2"));
    view.file("/q", program().machine(ElfBuilder.AARCH64));
    assertThat(load("/p").missing())
        .containsExactly(
            new MissingLibrary(
                "/gone/ld-linux.so.2",
                "/p",
                List.of("/gone/ld-linux.so.2"),
                "the interpreter does not exist"));
    assertThat(load("/q").missing())
        .extracting(MissingLibrary::why)
        .containsExactly("the interpreter is for machine 62, the program for machine 183");
  }

  @Test
  void aStaticProgramNeedsNothing() {
    view.file("/p", ElfBuilder.elf64().type(2).isStatic());
    assertThat(load("/p"))
        .isEqualTo(new LoadMap(Optional.empty(), List.of(), List.of(), false, List.of()));
  }

  @Test
  void openFindsWhatTheCallersPathLeadsToAndReportsOnlyWhatIsNew() {
    view.file("/p", program().needed("liba.so").runpath("/r"));
    view.file("/r/liba.so", library().runpath("$ORIGIN/plugins"));
    view.file("/r/plugins/plug.so", library().needed("liba.so", "libextra.so"));
    view.file("/lib/libextra.so", library());
    DynamicLoader loader = dynamicLoader("/p");
    LoadRequest request = LoadRequest.of("/p");
    assertThat(loader.open(request, "/p", "plug.so")).isEmpty();
    assertThat(paths(loader.open(request, "/r/liba.so", "plug.so").orElseThrow()))
        .containsExactly("/r/plugins/plug.so", "/lib/libextra.so");
    assertThat(loader.open(request, "/p", "liba.so").orElseThrow().libraries()).isEmpty();
    assertThat(paths(loader.load(request))).containsExactly("/r/liba.so");
  }

  @Test
  void librariesThatNeedEachOtherAndThousandsOfNeedsHaveAnEnd() {
    view.file("/loop", program().needed("liba.so"));
    view.file("/lib/liba.so", library().needed("libb.so", "liba.so"));
    view.file("/lib/libb.so", library().needed("liba.so"));
    assertThat(paths(load("/loop"))).containsExactly("/lib/liba.so", "/lib/libb.so");
    ElfBuilder many = program();
    for (int i = 0; i < 5000; i++) {
      many.needed("lib" + i + ".so");
      view.file("/lib/lib" + i + ".so", library());
    }
    view.file("/many", many);
    assertThatThrownBy(() -> load("/many"))
        .isInstanceOf(KobakoException.class)
        .hasMessage("/many: needs more than 4096 libraries, directly or not");
  }

  @Test
  void whatTheKernelWouldNotStartIsAFinding() {
    view.file("/core", ElfBuilder.elf64().type(4));
    assertThatThrownBy(() -> load("/core"))
        .isInstanceOf(KobakoException.class)
        .hasMessage("/core: is an ELF file of type CORE, expected EXEC or DYN");
    assertThatThrownBy(() -> dynamicLoader("/core").load(LoadRequest.of("/none")))
        .isInstanceOf(KobakoException.class)
        .hasMessage("/none: there is no such file");
  }

  private static ElfBuilder program() {
    return ElfBuilder.elf64().interpreter(LOADER);
  }

  private static ElfBuilder library() {
    return ElfBuilder.elf64();
  }

  private static LdCache.Entry cached(String name, String path) {
    return new LdCache.Entry(name, path, 0x303, Optional.empty(), 0);
  }

  private DynamicLoader dynamicLoader(String program) {
    try {
      return DynamicLoader.of(view, view.find(program).orElseThrow().elf().orElseThrow());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private LoadMap load(String program) {
    return dynamicLoader(program).load(LoadRequest.of(program));
  }

  private LoadMap load(String program, String variable, String value) {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put(variable, value);
    return dynamicLoader(program)
        .load(new LoadRequest(program, environment, "/", new CpuSelection.Portable()));
  }

  private static List<String> paths(LoadMap map) {
    return map.libraries().stream().map(LoadedLibrary::realPath).toList();
  }

  private static List<String> rules(LoadMap map) {
    return map.libraries().stream().map(one -> one.path() + " " + one.rule()).toList();
  }
}
