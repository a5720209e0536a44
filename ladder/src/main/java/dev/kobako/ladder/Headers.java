package dev.kobako.ladder;

import dev.kobako.packages.SystemPackage;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a C or C++ compiler and its linker read of a library's package: headers, the files that
 * programs start with, linker scripts and names of shared libraries, and static libraries. Which
 * ones is up to the next program that is compiled.
 *
 * <p>What these headers include of other packages stays as well. The kernel's headers are more than
 * all of the C library's, which includes a few of them: beside these they stay by folders.
 */
final class Headers implements Family {
  private static final ImagePath INCLUDE = ImagePath.of("/usr/include");

  /** Sources of the kernel's headers, as Debian, Alpine and rpm's distributions call them. */
  private static final Set<String> OF_KERNEL = Set.of("linux", "linux-headers", "kernel");

  private static final int LONGEST_SCRIPT = 4096;

  /** A shared library in a linker script, by its path. */
  private static final Pattern NAMED = Pattern.compile("/[^\\s()\\x00]{1,300}\\.so[.0-9]*");

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public String about() {
    return "The other headers of a package, with those that they include, stay where a run read one"
        + " below /usr/include, with its start files, linker scripts and names of libraries that"
        + " stay, and with its static libraries as far as linkers take them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Map<SystemPackage, ImagePath> owners = new LinkedHashMap<>();
    for (ImagePath file : touched.opened()) {
      if (file.startsWith(INCLUDE)) {
        touched.packages().owner(file).ifPresent(owner -> owners.putIfAbsent(owner, file));
      }
    }
    Map<ImagePath, ImagePath> kept = new LinkedHashMap<>();
    for (var each : owners.entrySet()) {
      keep(each.getKey(), each.getValue(), touched, kept);
    }
    keepIncluded(kept, touched);
  }

  /** Goes on with what the headers that were kept include, until there is nothing new. */
  private static void keepIncluded(Map<ImagePath, ImagePath> kept, Touched touched)
      throws IOException {
    IncludedHeaders included = new IncludedHeaders(INCLUDE, touched.tree());
    Deque<ImagePath> ahead = new ArrayDeque<>(kept.keySet());
    while (!ahead.isEmpty()) {
      ImagePath header = ahead.poll();
      ImagePath because = Objects.requireNonNull(kept.get(header));
      for (ImagePath path : included.of(header)) {
        if (path.startsWith(INCLUDE) && kept.putIfAbsent(path, because) == null) {
          touched.keep(path, because);
          ahead.add(path);
        }
      }
    }
  }

  private static void keep(
      SystemPackage owner, ImagePath because, Touched touched, Map<ImagePath, ImagePath> kept)
      throws IOException {
    boolean isOfKernel = touched.packages().source(because).filter(OF_KERNEL::contains).isPresent();
    for (ImagePath path : touched.packages().places(owner)) {
      if (path.startsWith(INCLUDE)) {
        if (isFile(path, touched) && (!isOfKernel || touched.isKept(path.parent().orElse(path)))) {
          touched.keep(path, because);
          kept.put(path, because);
        }
      } else if (isForLinkers(path, touched)) {
        touched.keep(path, because);
        keepNamed(path, because, touched);
      }
    }
  }

  /** What a linker script names, as that of glibc's {@code libm.so} names two libraries. */
  private static void keepNamed(ImagePath script, ImagePath because, Touched touched)
      throws IOException {
    if (script.name().endsWith(".so")
        && touched.tree().entry(script).orElse(null) instanceof Entry.RegularFile file
        && file.content().size() <= LONGEST_SCRIPT) {
      String text = new String(file.content().bytes(), StandardCharsets.ISO_8859_1);
      Matcher library = NAMED.matcher(text);
      while (library.find()) {
        Resolution named = touched.tree().resolve(library.group());
        if (named.file().isPresent()) {
          touched.keep(named.place(), because);
        }
      }
    }
  }

  private static boolean isFile(ImagePath path, Touched touched) {
    return touched
        .tree()
        .entry(path)
        .filter(entry -> !(entry instanceof Entry.Directory))
        .isPresent();
  }

  private static boolean isForLinkers(ImagePath path, Touched touched) {
    Optional<ImagePath> folder = path.parent().filter(SystemFolders::include);
    if (folder.isEmpty()) {
      return false;
    }
    String name = path.name();
    return StaticLibraries.isOne(path)
        ? StaticLibraries.below(folder.get(), touched).mayBeLinked(path)
        : name.endsWith(".o") || (name.endsWith(".so") && isNameOfKept(path, touched));
  }

  /** Linker scripts are files; links lead to the library that a program would load. */
  private static boolean isNameOfKept(ImagePath path, Touched touched) {
    return touched.tree().entry(path).orElse(null) instanceof Entry.RegularFile
        || touched.isKept(touched.tree().resolve(path).place());
  }
}
