package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a file is made of, as far as its place and name tell. What it is for, is {@link FileKind}.
 */
enum FileForm {
  /** Libraries that programs load. */
  LIBRARY("shared libraries"),
  /** What the loader or the kernel starts. */
  PROGRAM("programs"),
  /** Sources and compiled forms that an interpreter or a virtual machine runs. */
  CODE("code of languages"),
  /** Classes of Java in an archive. */
  JAVA_ARCHIVE("Java archives"),
  /** Settings of this machine. */
  CONFIGURATION("configuration"),
  /** What package managers know. */
  PACKAGE_DATABASE("package databases"),
  /** Pictures, fonts, sound. */
  MEDIA("media and fonts"),
  /** Files in a file. */
  ARCHIVE("archives"),
  /** All else. */
  DATA("data");

  private static final Set<String> PROGRAM_FOLDERS = Set.of("bin", "sbin", "libexec", "games");
  private static final Map<String, FileForm> ENDS =
      Map.ofEntries(
          Map.entry("so", LIBRARY),
          Map.entry("node", LIBRARY),
          Map.entry("py", CODE),
          Map.entry("pyc", CODE),
          Map.entry("pyi", CODE),
          Map.entry("js", CODE),
          Map.entry("mjs", CODE),
          Map.entry("cjs", CODE),
          Map.entry("ts", CODE),
          Map.entry("rb", CODE),
          Map.entry("pl", CODE),
          Map.entry("pm", CODE),
          Map.entry("ph", CODE),
          Map.entry("php", CODE),
          Map.entry("lua", CODE),
          Map.entry("tcl", CODE),
          Map.entry("sh", CODE),
          Map.entry("class", CODE),
          Map.entry("jar", JAVA_ARCHIVE),
          Map.entry("war", JAVA_ARCHIVE),
          Map.entry("jmod", JAVA_ARCHIVE),
          Map.entry("ttf", MEDIA),
          Map.entry("otf", MEDIA),
          Map.entry("woff", MEDIA),
          Map.entry("woff2", MEDIA),
          Map.entry("png", MEDIA),
          Map.entry("svg", MEDIA),
          Map.entry("jpg", MEDIA),
          Map.entry("jpeg", MEDIA),
          Map.entry("gif", MEDIA),
          Map.entry("gz", ARCHIVE),
          Map.entry("xz", ARCHIVE),
          Map.entry("bz2", ARCHIVE),
          Map.entry("zst", ARCHIVE),
          Map.entry("tar", ARCHIVE),
          Map.entry("tgz", ARCHIVE),
          Map.entry("zip", ARCHIVE),
          Map.entry("whl", ARCHIVE),
          Map.entry("deb", ARCHIVE));

  private final String text;

  FileForm(String text) {
    this.text = text;
  }

  /** What reports call it. */
  String text() {
    return text;
  }

  /** What the path of a file tells. */
  static FileForm of(ImagePath path) {
    String whole = path.toString();
    if (whole.startsWith("/var/lib/dpkg/")
        || whole.startsWith("/lib/apk/")
        || whole.startsWith("/usr/lib/apk/")
        || whole.startsWith("/var/lib/rpm/")
        || whole.startsWith("/usr/lib/sysimage/rpm/")) {
      return PACKAGE_DATABASE;
    }
    String name = path.name();
    int dot = name.lastIndexOf('.');
    FileForm byEnd = dot <= 0 ? null : ENDS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    if (byEnd != null) {
      return byEnd;
    }
    if (name.contains(".so.")) {
      return LIBRARY;
    }
    if (whole.startsWith("/etc/")) {
      return CONFIGURATION;
    }
    return path.parent().map(ImagePath::name).filter(PROGRAM_FOLDERS::contains).isPresent()
        ? PROGRAM
        : DATA;
  }
}
