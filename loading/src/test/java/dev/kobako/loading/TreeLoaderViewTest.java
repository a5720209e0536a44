package dev.kobako.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.LoadedLibrary;
import dev.kobako.elf.MuslLoader;
import dev.kobako.image.Content;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeLoaderViewTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  private static final Attributes PLAIN = Attributes.of(0755);

  private final MemoryTree.Builder tree =
      MemoryTree.builder()
          .put(ImagePath.of("/lib"), new Entry.Symlink(PLAIN, "usr/lib"))
          .put(ImagePath.of("/bin"), new Entry.Directory(PLAIN));

  private TreeLoaderViewTest file(String path, byte[] bytes) {
    tree.put(ImagePath.of(path), new Entry.RegularFile(PLAIN, Content.of(bytes), 0));
    return this;
  }

  private TreeLoaderView view() {
    return new TreeLoaderView(tree.build());
  }

  @Test
  void linksAreFollowedInsideTheRootAndAFileIsParsedOnce() throws IOException {
    TreeLoaderView view = file("/usr/lib/liba.so", ElfBuilder.elf64().build()).view();
    ElfFile elf = view.elfAt("/bin/../lib/liba.so").orElseThrow();
    assertThat(view.find("/lib/liba.so").orElseThrow().realPath()).isEqualTo("/usr/lib/liba.so");
    assertThat(view.elfAt("/usr/lib/liba.so").orElseThrow()).isSameAs(elf);
    assertThat(view.names("/lib")).containsExactly("liba.so");
  }

  @Test
  void whatIsNoFileOfTheRootIsNotFound() throws IOException {
    TreeLoaderView view = file("/bin/text", "text".getBytes(StandardCharsets.UTF_8)).view();
    assertThat(view.find("/bin")).isEmpty();
    assertThat(view.find("/bin/none")).isEmpty();
    assertThat(view.find("bin/text")).isEmpty();
    assertThat(view.names("/none")).isEmpty();
    assertThat(view.find("/bin/text")).isPresent();
    assertThat(view.elfAt("/bin/text")).isEmpty();
  }

  @Test
  void programsOfOneInterpreterHaveOneLoader() throws IOException {
    byte[] program = ElfBuilder.elf64().interpreter(LOADER).needed("liba.so").build();
    TreeLoaderView view =
        file(LOADER, ElfBuilder.elf64().soname("ld-linux-x86-64.so.2").build())
            .file("/usr/lib/liba.so", ElfBuilder.elf64().soname("liba.so").build())
            .file("/bin/one", program)
            .file("/bin/other", program)
            .view();
    ElfFile one = view.elfAt("/bin/one").orElseThrow();
    assertThat(view.loaderOf(view.elfAt("/bin/other").orElseThrow())).isSameAs(view.loaderOf(one));
    assertThat(view.loaderOf(one).load(LoadRequest.of("/bin/one")).libraries())
        .extracting(LoadedLibrary::realPath)
        .containsExactly("/usr/lib/liba.so");
  }

  @Test
  void filesThatNameNoLoaderShareThatOfTheirLibraries() throws IOException {
    TreeLoaderView view =
        file("/usr/lib/liba.so", ElfBuilder.elf64().needed("libb.so", "libc.so.6").build())
            .file("/usr/lib/libb.so", ElfBuilder.elf64().needed("libc.so.6").build())
            .file("/usr/lib/libm.so", ElfBuilder.elf64().needed("libc.musl-x86_64.so.1").build())
            .file("/usr/lib/lib32.so", ElfBuilder.elf32().needed("libc.so.6").build())
            .view();
    DynamicLoader glibc = view.loaderOf(view.elfAt("/usr/lib/liba.so").orElseThrow());
    DynamicLoader musl = view.loaderOf(view.elfAt("/usr/lib/libm.so").orElseThrow());
    assertThat(view.loaderOf(view.elfAt("/usr/lib/libb.so").orElseThrow())).isSameAs(glibc);
    assertThat(musl).isInstanceOf(MuslLoader.class);
    assertThat(view.loaderOf(view.elfAt("/usr/lib/lib32.so").orElseThrow())).isNotSameAs(glibc);
  }

  @Test
  void programsThatAllNameALoaderOfTheirOwnDoNotKeepThemAll() throws IOException {
    for (int i = 0; i < 9; i++) {
      file("/bin/p" + i, ElfBuilder.elf64().interpreter("/ld-linux-" + i).build());
    }
    TreeLoaderView view = view();
    List<DynamicLoader> loaders = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      loaders.add(view.loaderOf(view.elfAt("/bin/p" + i).orElseThrow()));
    }
    ElfFile first = view.elfAt("/bin/p0").orElseThrow();
    assertThat(view.loaderOf(view.elfAt("/bin/p1").orElseThrow())).isSameAs(loaders.get(1));
    assertThat(view.loaderOf(first)).isNotSameAs(loaders.getFirst());
  }

  /** A hostile file asks for millions of them. */
  @Test
  void pathsAreNotRememberedWhetherFoundOrNot() {
    CountingTree counting =
        new CountingTree(file("/usr/lib/liba.so", ElfBuilder.elf64().build()).tree.build());
    TreeLoaderView view = new TreeLoaderView(counting);
    for (int i = 0; i < 2; i++) {
      assertThat(view.find("/usr/lib/none.so")).isEmpty();
      assertThat(view.find("/usr/lib/../lib/liba.so")).isPresent();
    }
    assertThat(counting.resolved).isEqualTo(4);
  }

  /** Nearly all files of an image are none, and {@code FoundLibraries} asks for each. */
  @Test
  void ofFilesOnlyThoseThatAreElfAreRemembered() throws IOException {
    byte[] elf = ElfBuilder.elf64().build();
    CountingTree counting =
        new CountingTree(
            file("/bin/text", "text".getBytes(StandardCharsets.UTF_8))
                .file("/bin/elf", elf)
                .file("/bin/damaged", Arrays.copyOf(elf, 70))
                .tree
                .build());
    TreeLoaderView view = new TreeLoaderView(counting);
    for (int i = 0; i < 2; i++) {
      assertThat(view.elfAt("/bin/text")).isEmpty();
      assertThat(view.elfAt("/bin/elf")).isPresent();
      assertThatThrownBy(() -> view.elfAt("/bin/damaged")).isInstanceOf(KobakoException.class);
    }
    assertThat(counting.opened)
        .containsExactly("/bin/text", "/bin/elf", "/bin/damaged", "/bin/text", "/bin/damaged");
    assertThat(counting.resolved).isEqualTo(5);
  }

  /** A tree that counts where paths are followed, and which files are opened. */
  private static final class CountingTree implements Tree {
    private final Tree tree;
    private final List<String> opened = new ArrayList<>();
    private int resolved;

    CountingTree(Tree tree) {
      this.tree = tree;
    }

    @Override
    public Optional<Entry> entry(ImagePath path) {
      return tree.entry(path)
          .map(entry ->
              entry instanceof Entry.RegularFile file
                  ? new Entry.RegularFile(
                      file.attributes(), counted(path, file.content()), file.inode())
                  : entry);
    }

    @Override
    public List<String> names(ImagePath directory) {
      return tree.names(directory);
    }

    @Override
    public Resolution resolve(String path) {
      resolved++;
      return Tree.super.resolve(path);
    }

    private Content counted(ImagePath path, Content content) {
      return new Content() {
        @Override
        public long size() {
          return content.size();
        }

        @Override
        public InputStream open() throws IOException {
          opened.add(path.toString());
          return content.open();
        }

        @Override
        public SeekableByteChannel openChannel() throws IOException {
          opened.add(path.toString());
          return content.openChannel();
        }
      };
    }
  }
}
