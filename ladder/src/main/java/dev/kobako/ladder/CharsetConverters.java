package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The modules by which {@code iconv} of the C library converts charsets, with their lists.
 *
 * <p>The list alone is opened by every program that sets a locale in UTF-8 and asks for a wide
 * character; UTF-8 itself is built in. It shows a use only where no run opened a locale, so that
 * {@code iconv_open} is what read it, and the program or a library that it loaded imports that.
 * Shells do, for {@code \\u} in strings, and that needs no module.
 */
final class CharsetConverters implements Family {
  private static final String FOLDER = "gconv";
  private static final ImagePath LOCALES = ImagePath.of("/usr/lib/locale");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "rbash");

  @Override
  public String name() {
    return "charset-converters";
  }

  @Override
  public String about() {
    return "All modules of the C library's gconv folder stay where a run opened one, or where a"
        + " program that calls iconv_open, itself or by a library, read their list and no run"
        + " opened a locale.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> Ancestors.named(path, FOLDER)).entrySet()) {
      Optional<ImagePath> because = use(each.getKey(), touched);
      if (because.isPresent()) {
        touched.keepAll(each.getKey(), _ -> true, because.get());
      }
    }
  }

  private static Optional<ImagePath> use(ImagePath folder, Touched touched) throws IOException {
    boolean hasLocale = touched.opened().stream().anyMatch(path -> path.startsWith(LOCALES));
    for (ImagePath path : touched.opened()) {
      if (path.startsWith(folder)
          && (path.name().endsWith(".so") || (!hasLocale && isConverter(path, touched)))) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** Whether who opened this list has loaded something that imports the function that converts. */
  private static boolean isConverter(ImagePath list, Touched touched) throws IOException {
    Asked asked = touched.asked().get(list);
    String program = asked == null ? "" : asked.program();
    if (!program.startsWith("/")
        || program.indexOf('\0') >= 0
        || SHELLS.contains(program.substring(program.lastIndexOf('/') + 1))) {
      return false;
    }
    Map<String, ImagePath> libraries = libraries(touched);
    Deque<ImagePath> left = new ArrayDeque<>(List.of(touched.tree().resolve(program).place()));
    for (ImagePath library : libraries.values()) {
      Asked use = touched.asked().get(library);
      if (use != null && use.program().equals(program)) {
        left.add(library);
      }
    }
    Set<ImagePath> loaded = new HashSet<>();
    while (!left.isEmpty()) {
      ImagePath object = left.remove();
      Optional<ElfFile> elf = loaded.add(object) ? elf(object, touched) : Optional.empty();
      if (elf.isPresent() && elf.get().importedSymbols().contains("iconv_open")) {
        return true;
      }
      elf.map(ElfFile::needed).orElse(List.of()).stream()
          .map(libraries::get)
          .filter(Objects::nonNull)
          .forEach(left::add);
    }
    return false;
  }

  /**
   * The libraries that runs opened, by the names by which they are asked for. Only who was first is
   * known to have asked, so others are found by what they need.
   */
  private static Map<String, ImagePath> libraries(Touched touched) {
    Map<String, ImagePath> libraries = new LinkedHashMap<>();
    for (ImagePath path : touched.opened()) {
      Asked use = touched.asked().get(path);
      if (use != null && (path.name().endsWith(".so") || path.name().contains(".so."))) {
        libraries.put(path.name(), path);
        libraries.put(use.path().substring(use.path().lastIndexOf('/') + 1), path);
      }
    }
    return libraries;
  }

  private static Optional<ElfFile> elf(ImagePath path, Touched touched) throws IOException {
    if (!(touched.tree().entry(path).orElse(null) instanceof Entry.RegularFile file)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = file.content().openChannel()) {
      return ElfFile.read(channel, path.toString());
    } catch (KobakoException _) {
      // what the kernel runs and we can't read proves nothing
      return Optional.empty();
    }
  }
}
