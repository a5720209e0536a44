package dev.kobako.slim;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small root file system in memory, with a merged {@code /usr}, to take programs from. */
final class FakeRoot {
  static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu/";

  private final MemoryTree.Builder tree = MemoryTree.builder();
  private final SortedMap<String, String> environment = new TreeMap<>();
  private String workingDirectory = "/";
  private Source.Kind kind = Source.Kind.IMAGE;

  private FakeRoot() {}

  /** No files at all. */
  static FakeRoot empty() {
    return new FakeRoot();
  }

  /** A merged {@code /usr} with glibc's loader and C library. */
  static FakeRoot withGlibc() {
    return empty()
        .link("/bin", "usr/bin")
        .link("/lib", "usr/lib")
        .link("/lib64", "usr/lib64")
        .directory("/usr/bin")
        .link("/usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        .library("ld-linux-x86-64.so.2", ElfBuilder.elf64().soname("ld-linux-x86-64.so.2"))
        .library("libc.so.6", ElfBuilder.elf64().soname("libc.so.6"));
  }

  /** An x86-64 program for glibc's loader. */
  static ElfBuilder program() {
    return ElfBuilder.elf64().interpreter(LOADER).needed("libc.so.6");
  }

  FakeRoot put(String path, Entry entry) {
    tree.put(ImagePath.of(path), entry);
    return this;
  }

  FakeRoot directory(String path) {
    return put(path, new Entry.Directory(Attributes.of(0755)));
  }

  FakeRoot file(String path, String text) {
    return file(path, 0644, text);
  }

  FakeRoot file(String path, int mode, String text) {
    return put(path, regular(mode, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A file that may be run. */
  FakeRoot script(String path, String text) {
    return file(path, 0755, text);
  }

  FakeRoot link(String path, String target) {
    return put(path, new Entry.Symlink(Attributes.of(0777), target));
  }

  FakeRoot elf(String path, ElfBuilder elf) {
    return put(path, regular(0755, elf.build()));
  }

  /** A library in the folder where glibc's loader of Debian looks. */
  FakeRoot library(String name, ElfBuilder elf) {
    return put(LIBRARIES + name, regular(0644, elf.build()));
  }

  FakeRoot environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  FakeRoot workingDirectory(String folder) {
    workingDirectory = folder;
    return this;
  }

  /** Whether this stands for the machine, an unpacked root or, as it is, an image. */
  FakeRoot kind(Source.Kind newKind) {
    kind = newKind;
    return this;
  }

  Source source() {
    Tree built = tree.build();
    return new Source(
        "the fake root", built, environment, workingDirectory, InstalledPackages.of(built), kind);
  }

  static Entry.RegularFile regular(int mode, byte[] bytes) {
    return new Entry.RegularFile(Attributes.of(mode), Content.of(bytes), 0);
  }
}
