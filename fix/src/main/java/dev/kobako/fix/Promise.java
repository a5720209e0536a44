package dev.kobako.fix;

import dev.kobako.image.LanguageCache;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a fix changes of an image. All that is not named here stays as it was: kind, mode, owner,
 * extended attributes, links and bytes of every path. Times are those of the build and no part of
 * it.
 *
 * @param says the same for people, a clause
 * @param gone patterns of the paths that may be there no longer, in the form of ignore files; what
 *     is below a path that fits, fits
 * @param changed patterns of files that may have other bytes; what fits one of both may also come
 * @param packages whether packages of the system may be gone, with the files that are theirs and
 *     what their scripts made
 * @param settings whether the command of the image may be written in another form
 * @param symbols whether ELF files may have lost what only debuggers and linkers read
 * @param kept where it is there, what of the image is for running: all that is not there, nor below
 *     it, may be gone or another, programs find their libraries all the same, and the settings may
 *     be without variables that are for compilers
 * @param caches of languages that may be gone from where the image's environment has moved them
 */
public record Promise(
    String says,
    List<String> gone,
    List<String> changed,
    boolean packages,
    boolean settings,
    boolean symbols,
    Optional<List<ImagePath>> kept,
    List<LanguageCache> caches) {
  /** What is no pattern by itself. */
  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9_./+@-]+");

  /** The image is the same. */
  public static final Promise SAME =
      new Promise("the same image", List.of(), List.of(), false, false);

  public Promise {
    gone = List.copyOf(gone);
    changed = List.copyOf(changed);
    kept = kept.map(List::copyOf);
    caches = List.copyOf(caches);
  }

  Promise(
      String says, List<String> gone, List<String> changed, boolean packages, boolean settings) {
    this(says, gone, changed, packages, settings, false, Optional.empty(), List.of());
  }

  static Promise ofSymbols(String says) {
    return new Promise(says, List.of(), List.of(), false, false, true, Optional.empty(), List.of());
  }

  /** Of a result that is copied out of what it was built in. */
  static Promise ofResult(String says) {
    return new Promise(
        says, List.of(), List.of(), false, false, false, Optional.of(List.of()), List.of());
  }

  /** The same for a change, which knows what its result is. */
  Promise of(Change change) {
    return new Promise(
        says, gone, changed, packages, settings, symbols, kept.map(_ -> change.kept()), caches);
  }

  static Promise without(String says, String... gone) {
    return new Promise(says, Arrays.asList(gone), List.of(), false, false);
  }

  /** The same, with caches that an environment may have moved. */
  Promise withMoved(List<LanguageCache> moved) {
    return new Promise(says, gone, changed, packages, settings, symbols, kept, moved);
  }

  /** The patterns of the paths that may be gone from an image with that environment. */
  List<String> gone(Map<String, String> environment) {
    List<String> all = new ArrayList<>(gone);
    caches.stream()
        .flatMap(cache -> cache.place(environment).stream())
        .filter(place -> PLAIN.matcher(place).matches())
        .map(place -> place.substring(1))
        .forEach(all::add);
    return all;
  }

  /** What is promised when both are made. */
  Promise and(Promise other) {
    List<String> bothGone = new ArrayList<>(gone);
    bothGone.addAll(other.gone);
    List<String> bothChanged = new ArrayList<>(changed);
    bothChanged.addAll(other.changed);
    List<LanguageCache> bothCaches = new ArrayList<>(caches);
    bothCaches.addAll(other.caches);
    return new Promise(
        says + "; " + other.says,
        bothGone,
        bothChanged,
        packages || other.packages,
        settings || other.settings,
        symbols || other.symbols,
        kept.isPresent() && other.kept.isPresent()
            ? Optional.of(
                Stream.concat(kept.get().stream(), other.kept.get().stream()).distinct().toList())
            : kept.or(() -> other.kept),
        bothCaches);
  }

  /** Whether no file may go or be another one, so that each keeps its other names. */
  public boolean keepsLinks() {
    return gone.isEmpty() && changed.isEmpty() && !packages && kept.isEmpty();
  }
}
