package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Charset conversion: {@code iconv_open} of glibc loads modules from the gconv folder beside the C
 * library, by {@code gconv-modules.cache} or else {@code gconv-modules}. UTF-8, UCS and ASCII are
 * built in.
 */
final class GconvKnowledge implements Knowledge {
  private static final int CONFIGURATION_LIMIT = 4 << 20;

  /** With options after slashes; the longest name that glibc knows has 22 letters. */
  private static final int LONGEST_CHARSET = 40;

  private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_.-]+");

  @Override
  public Guess guess() {
    return Guess.GCONV;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    List<LoadedObject> callers = program.callers(List.of("iconv_open", "g_iconv_open"));
    Optional<String> folder = folder(program, closure);
    if (callers.isEmpty() || folder.isEmpty()) {
      return;
    }
    ImagePath by = callers.getFirst().path();
    Reason reason = Reason.guessed(by, "converter for iconv_open of", guess());
    boolean all = closure.options().gconv() instanceof ClosureOptions.Gconv.All;
    Map<String, Set<String>> modules = modulesByCharset(closure, folder.get());
    Set<String> wanted = new TreeSet<>();
    if (all) {
      modules.values().forEach(wanted::addAll);
    } else {
      for (LoadedObject caller : callers) {
        for (String constant : program.constants(caller)) {
          if (constant.length() <= LONGEST_CHARSET && constant.indexOf(' ') < 0) {
            wanted.addAll(modules.getOrDefault(key(constant), Set.of()));
          }
        }
      }
      if (closure.options().gconv() instanceof ClosureOptions.Gconv.Chosen chosen) {
        chosen.charsets().forEach(name -> wanted.addAll(modules.getOrDefault(key(name), Set.of())));
      }
    }
    for (String module : wanted) {
      String path = folder.get() + "/" + module + ".so";
      closure.keepOpened(program, callers.getFirst(), path, reason);
    }
    if (!wanted.isEmpty()) {
      keepConfiguration(closure, folder.get(), by);
    }
  }

  private void keepConfiguration(Closure closure, String folder, ImagePath by) throws IOException {
    Reason reason = Reason.guessed(by, "list of converters for iconv_open of", guess());
    if (closure.keep(folder + "/gconv-modules.cache", reason).isEmpty()) {
      closure.keep(folder + "/gconv-modules", reason);
      if (closure.tree().resolve(folder + "/gconv-modules.d").entry().isPresent()) {
        closure.keepAll(folder + "/gconv-modules.d", reason);
      }
    }
  }

  /** The gconv folder lies beside the C library in use. */
  private static Optional<String> folder(RunningProgram program, Closure closure) {
    return program
        .object("libc.so.6", "libc-2.")
        .flatMap(libc -> libc.path().parent())
        .map(parent -> parent + "/gconv")
        .filter(folder ->
            closure.tree().resolve(folder).entry().orElse(null) instanceof Entry.Directory);
  }

  /** Charset name to modules, aliases followed; from the text form of the configuration. */
  private static Map<String, Set<String>> modulesByCharset(Closure closure, String folder)
      throws IOException {
    Map<String, Set<String>> modules = new HashMap<>();
    Map<String, String> aliases = new HashMap<>();
    read(closure, folder + "/gconv-modules", modules, aliases);
    for (String name :
        closure.tree().names(closure.tree().resolve(folder + "/gconv-modules.d").place())) {
      if (name.endsWith(".conf")) {
        read(closure, folder + "/gconv-modules.d/" + name, modules, aliases);
      }
    }
    aliases.forEach((alias, target) -> {
      Set<String> known = modules.get(target);
      if (known != null) {
        modules.computeIfAbsent(alias, k -> new TreeSet<>()).addAll(known);
      }
    });
    return modules;
  }

  private static void read(
      Closure closure, String path, Map<String, Set<String>> modules, Map<String, String> aliases)
      throws IOException {
    Optional<Entry.RegularFile> file = closure.tree().resolve(path).file();
    if (file.isEmpty() || file.get().content().size() > CONFIGURATION_LIMIT) {
      return;
    }
    String text = new String(file.get().content().bytes(), StandardCharsets.ISO_8859_1);
    for (String line : text.split("\n")) {
      // There are 2,400 lines: a pattern would take a JVM that has just started 30 ms.
      StringTokenizer words = new StringTokenizer(line);
      int count = words.countTokens();
      String kind = count >= 3 ? words.nextToken() : "";
      if (kind.equals("alias")) {
        aliases.put(key(words.nextToken()), key(words.nextToken()));
      } else if (count >= 4 && kind.equals("module")) {
        List<String> charsets = List.of(words.nextToken(), words.nextToken());
        String module = words.nextToken();
        for (String charset : MODULE.matcher(module).matches() ? charsets : List.<String>of()) {
          if (!key(charset).equals("INTERNAL")) {
            modules.computeIfAbsent(key(charset), k -> new TreeSet<>()).add(module);
          }
        }
      }
    }
  }

  /** Charset names compare without case, and end in {@code //} with options after it. */
  private static String key(String charset) {
    int slash = charset.indexOf("//");
    return (slash < 0 ? charset : charset.substring(0, slash)).toUpperCase(Locale.ROOT);
  }
}
