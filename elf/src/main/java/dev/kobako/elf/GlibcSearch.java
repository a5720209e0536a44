package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where glibc's loader looks for one name, for one kind of CPU (ld.so(8)): {@code DT_RPATH} of the
 * object and its loaders unless the object has {@code DT_RUNPATH}, {@code LD_LIBRARY_PATH}, {@code
 * DT_RUNPATH} of the object alone, the cache, the default folders.
 */
final class GlibcSearch {
  /** A hostile root could otherwise ask for thousands of names in thousands of folders. */
  private static final int MAX_PROBES = 1 << 21;

  private static final int MAX_SEARCHED = 64;

  /**
   * A file that fits.
   *
   * @param onlyByCache whether the default folders would not lead to the same file
   */
  record Hit(String path, String realPath, ElfFile elf, SearchRule rule, boolean onlyByCache) {}

  private final Probes probes;
  private final LoaderDefaults defaults;
  private final LdCache cache;
  private final LoadRequest request;
  private final CpuProfile profile;
  private final LinkedObject program;
  private final PathTokens tokens;
  private final Map<LinkedObject, List<String>> rpaths = new HashMap<>();
  private final List<String> environment;
  private boolean hwcapsUsed;
  private int probed;

  GlibcSearch(
      GlibcLoader.Root root, LoadRequest request, CpuProfile profile, LinkedObject program) {
    this.probes = root.probes();
    this.defaults = root.defaults();
    this.cache = root.cache();
    this.request = request;
    this.profile = profile;
    this.program = program;
    this.tokens = new PathTokens(defaults.lib(), profile.platform());
    this.environment =
        tokens.folders(request.variable("LD_LIBRARY_PATH"), ":;", program.origin(), request);
  }

  /** Whether a library came from a folder that other CPUs do not search. */
  boolean hwcapsUsed() {
    return hwcapsUsed;
  }

  boolean platformUsed() {
    return tokens.platformUsed();
  }

  /** A name as the loader understands it. */
  String expand(String name, LinkedObject from) {
    return tokens.expand(name, from.origin());
  }

  /**
   * Looks for an expanded name.
   *
   * @param searched gets the places that were looked at
   * @throws Unusable if the search ends at a file that can't be mapped
   */
  Optional<Hit> find(String name, LinkedObject from, SequencedSet<String> searched)
      throws Unusable {
    if (name.indexOf('/') >= 0) {
      String path = request.absolute(name);
      searched.add(path);
      return probe(path, SearchRule.SLASH);
    }
    Optional<Hit> hit = Optional.empty();
    if (from.elf().runpath().isEmpty()) {
      hit = byRpath(name, from, searched);
    }
    if (hit.isEmpty()) {
      hit = in(environment, name, SearchRule.LD_LIBRARY_PATH, searched);
    }
    if (hit.isEmpty() && from.elf().runpath().isPresent()) {
      hit = in(runpath(from), name, SearchRule.RUNPATH, searched);
    }
    if (hit.isEmpty()) {
      hit = byCache(name, from);
    }
    if (hit.isEmpty() && !from.elf().noDefaultLibraries()) {
      hit = in(defaults.folders(), name, SearchRule.DEFAULT, searched);
    }
    return hit;
  }

  /** The object's own path, those of the objects that loaded it, and the program's. */
  private Optional<Hit> byRpath(String name, LinkedObject from, SequencedSet<String> searched)
      throws Unusable {
    boolean programSeen = false;
    for (@Nullable LinkedObject at = from; at != null; at = at.loader()) {
      programSeen |= at == program;
      Optional<Hit> hit = in(rpath(at), name, SearchRule.RPATH, searched);
      if (hit.isPresent()) {
        return hit;
      }
    }
    return programSeen ? Optional.empty() : in(rpath(program), name, SearchRule.RPATH, searched);
  }

  private List<String> rpath(LinkedObject object) {
    // next to a DT_RUNPATH it does not count
    return object.elf().runpath().isPresent() ? List.of() : path(object, object.elf().rpath());
  }

  private List<String> runpath(LinkedObject object) {
    return path(object, object.elf().runpath());
  }

  private List<String> path(LinkedObject object, Optional<String> text) {
    return rpaths.computeIfAbsent(
        object, _ -> tokens.folders(text.orElse(""), ":", object.origin(), request));
  }

  private Optional<Hit> byCache(String name, LinkedObject from) throws Unusable {
    Optional<LdCache.Entry> entry = cache.find(name, program.elf(), profile.hwcaps());
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    String path = entry.get().path();
    boolean isDefault =
        defaults.folders().stream().anyMatch(folder -> path.startsWith(folder + "/"));
    if (from.elf().noDefaultLibraries() && isDefault) {
      return Optional.empty();
    }
    Optional<Hit> hit = probe(path, SearchRule.CACHE);
    if (hit.isPresent()) {
      hwcapsUsed |= entry.get().hwcaps().isPresent();
      Optional<Hit> plain =
          from.elf().noDefaultLibraries()
              ? Optional.empty()
              : in(defaults.folders(), name, SearchRule.DEFAULT, new LinkedHashSet<>());
      if (plain.isPresent() && plain.get().realPath().equals(hit.get().realPath())) {
        return plain;
      }
    }
    return hit;
  }

  private Optional<Hit> in(
      List<String> folders, String name, SearchRule rule, SequencedSet<String> searched)
      throws Unusable {
    for (String folder : folders) {
      if (searched.size() < MAX_SEARCHED) {
        searched.add(folder);
      }
      String special = PathText.child(folder, "glibc-hwcaps");
      if (!profile.hwcaps().isEmpty() && probes.hasNames(special)) {
        for (String hwcaps : profile.hwcaps()) {
          Optional<Hit> hit = probe(special + "/" + hwcaps + "/" + name, rule);
          if (hit.isPresent()) {
            hwcapsUsed = true;
            return hit;
          }
        }
      }
      Optional<Hit> hit = probe(PathText.child(folder, name), rule);
      if (hit.isPresent()) {
        return hit;
      }
    }
    return Optional.empty();
  }

  private Optional<Hit> probe(String path, SearchRule rule) throws Unusable {
    if (++probed > MAX_PROBES) {
      throw KobakoException.finding(
          Diagnostic.of(
              program.path(),
              "its libraries would be looked for in more than " + MAX_PROBES + " places"));
    }
    Optional<LoaderView.Found> found = probes.find(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ElfFile elf;
    try {
      elf = probes.elf(found.get());
      if (!LibraryFit.fits(elf, program.elf())) {
        return Optional.empty();
      }
    } catch (Unusable e) {
      throw new Unusable(path + " " + e.why());
    }
    return Optional.of(new Hit(path, found.get().realPath(), elf, rule, rule == SearchRule.CACHE));
  }
}
