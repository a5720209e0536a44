package dev.kobako.elf;

import java.util.List;

/**
 * What differs from machine to machine in the search for libraries. Used where the loader's own
 * file does not say it.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum Machine {
  X86_64(
      62,
      ElfClass.ELF64,
      0x0303,
      "/lib64/ld-linux-x86-64.so.2",
      "x86_64-linux-gnu",
      List.of("x86_64", "haswell", "xeon_phi"),
      List.of("x86-64-v4", "x86-64-v3", "x86-64-v2")),
  X32(
      62,
      ElfClass.ELF32,
      0x0803,
      "/libx32/ld-linux-x32.so.2",
      "x86_64-linux-gnux32",
      List.of("x86_64", "haswell", "xeon_phi"),
      List.of("x86-64-v4", "x86-64-v3", "x86-64-v2")),
  I386(
      3,
      ElfClass.ELF32,
      0x0003,
      "/lib/ld-linux.so.2",
      "i386-linux-gnu",
      List.of("i686", "i586", "i486", "i386"),
      List.of()),
  AARCH64(
      183,
      ElfClass.ELF64,
      0x0a03,
      "/lib/ld-linux-aarch64.so.1",
      "aarch64-linux-gnu",
      List.of("aarch64"),
      List.of()),
  ARM(
      40,
      ElfClass.ELF32,
      0x0903,
      "/lib/ld-linux-armhf.so.3",
      "arm-linux-gnueabihf",
      List.of("v7l", "v6l", "v8l"),
      List.of()),
  PPC64(
      21,
      ElfClass.ELF64,
      0x0503,
      "/lib64/ld64.so.2",
      "powerpc64le-linux-gnu",
      List.of("power8", "power9", "power10"),
      List.of("power10", "power9")),
  S390X(
      22,
      ElfClass.ELF64,
      0x0403,
      "/lib/ld64.so.1",
      "s390x-linux-gnu",
      List.of("z900", "z13", "z14", "z15", "z16"),
      List.of("z16", "z15", "z14", "z13")),
  RISCV64(
      243,
      ElfClass.ELF64,
      0x1003,
      "/lib/ld-linux-riscv64-lp64d.so.1",
      "riscv64-linux-gnu",
      List.of(),
      List.of()),
  LOONGARCH64(
      258,
      ElfClass.ELF64,
      0x1203,
      "/lib64/ld-linux-loongarch-lp64d.so.1",
      "loongarch64-linux-gnu",
      List.of("loongarch64"),
      List.of()),
  UNKNOWN(0, ElfClass.ELF64, 0x0003, "/lib/ld.so.1", "", List.of(), List.of());

  private final int number;
  private final ElfClass elfClass;
  private final int cacheFlags;
  private final String loader;
  private final String triplet;
  private final List<String> platforms;
  private final List<String> hwcaps;

  Machine(
      int number,
      ElfClass elfClass,
      int cacheFlags,
      String loader,
      String triplet,
      List<String> platforms,
      List<String> hwcaps) {
    this.number = number;
    this.elfClass = elfClass;
    this.cacheFlags = cacheFlags;
    this.loader = loader;
    this.triplet = triplet;
    this.platforms = platforms;
    this.hwcaps = hwcaps;
  }

  static Machine of(ElfFile elf) {
    for (Machine machine : values()) {
      if (machine.number == elf.machine() && machine.elfClass == elf.elfClass()) {
        return machine;
      }
    }
    return UNKNOWN;
  }

  /** The marks of its libraries in {@code ld.so.cache}. */
  int cacheFlags() {
    return cacheFlags;
  }

  /** Where glibc's loader lies if a file does not name it. */
  String loader() {
    return loader;
  }

  /** The default folders of the common distributions. */
  List<String> defaultFolders() {
    return triplet.isEmpty()
        ? List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib")
        : List.of(
            "/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64", "/lib", "/usr/lib");
  }

  /** What {@code $PLATFORM} can be, the one that every such CPU has first. */
  List<String> platforms() {
    return platforms;
  }

  /** The folders below {@code glibc-hwcaps}, the most demanding first. */
  List<String> hwcaps() {
    return hwcaps;
  }
}
