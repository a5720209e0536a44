package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.Span;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.InParallel;
import dev.kobako.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a Dockerfile names and does not make itself: images, and the contexts that the user put in
 * the place of images and stages. Each is asked for once.
 */
final class NamedSources {
  private static final String SCRATCH = "scratch";
  private static final String IMAGE = "docker-image://";
  private static final String LAYOUT = "oci-layout://";
  private static final String LATEST = ":latest";

  /** What a name leads to. */
  sealed interface Found {
    /** An image. */
    record OfImage(String reference, Image image) implements Found {}

    /** The files of the named context of that name. */
    record OfContext(String name) implements Found {}

    /** Nothing: {@code scratch}. */
    record Nothing() implements Found {}
  }

  /** A name that is asked for, and where the Dockerfile has it. */
  record Wanted(String name, Platform platform, Site site, Span span) {
    /** What it is asked for by; a text, since the first hash of a record makes code for it. */
    private String key() {
      return name + " " + platform;
    }
  }

  private final BaseImages images;
  private final List<String> stages;
  private final Map<String, String> contextNames = new TreeMap<>();
  private final Map<String, BuildRequest.NamedContext> contexts;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /**
   * @param stages their names, one of which may have been meant where nothing is found
   */
  NamedSources(BuildRequest request, BaseImages images, List<String> stages) {
    this.images = images;
    this.stages = List.copyOf(stages);
    this.contexts = request.contexts();
    contexts.keySet().forEach(name -> contextNames.put(familiar(name), name));
  }

  /** Asks for all at once, so that what must be fetched is fetched at the same time. */
  void prefetch(List<Wanted> wanted) {
    Map<String, Wanted> once = new LinkedHashMap<>();
    wanted.forEach(each -> once.putIfAbsent(each.key(), each));
    InParallel.forEachRemote(List.copyOf(once.values()), this::find);
  }

  /**
   * What a name leads to.
   *
   * @throws KobakoException a finding at the name's place, or outside, where it leads nowhere
   */
  Found find(Wanted wanted) {
    String key = wanted.key();
    Found known = found.get(key);
    if (known == null) {
      try {
        known = ask(wanted.name, wanted.platform);
      } catch (KobakoException e) {
        throw notFound(wanted, e);
      }
      found.put(key, known);
    }
    return known;
  }

  /** Whether the name could be one, for what nobody asks for. */
  void check(Wanted wanted) {
    if (!wanted.name.equals(SCRATCH) && context(wanted.name, wanted.platform).isEmpty()) {
      try {
        ImageLocation.parse(wanted.name);
      } catch (KobakoException e) {
        throw notFound(wanted, e);
      }
    }
  }

  private KobakoException notFound(Wanted wanted, KobakoException cause) {
    Optional<String> stage = Spelling.nearest(wanted.name.toLowerCase(Locale.ROOT), stages);
    return stage
        .map(
            name -> wanted.site.located(wanted.span, cause, "did you mean the stage " + name + "?"))
        .orElseGet(() -> wanted.site.located(wanted.span, cause));
  }

  private Found ask(String name, Platform platform) {
    if (name.equals(SCRATCH)) {
      return new Found.Nothing();
    }
    Optional<String> context = context(name, platform);
    if (context.isEmpty()) {
      return new Found.OfImage(name, images.find(name, platform));
    }
    String value = Objects.requireNonNull(contexts.get(context.get())).value();
    if (value.equals(IMAGE + SCRATCH)) {
      return new Found.Nothing();
    }
    if (value.startsWith(IMAGE)) {
      String reference = value.substring(IMAGE.length());
      return new Found.OfImage(reference, images.find(reference, platform));
    }
    if (value.startsWith(LAYOUT)) {
      String reference = "oci:" + value.substring(LAYOUT.length());
      return new Found.OfImage(reference, images.find(reference, platform));
    }
    return new Found.OfContext(context.get());
  }

  /**
   * The named context that stands in the place of an image or stage, by its name on the command
   * line.
   */
  Optional<String> context(String name, Platform platform) {
    if (contexts.isEmpty() || name.equals(SCRATCH) || name.equals("context")) {
      return Optional.empty();
    }
    String familiar = familiar(name);
    return Optional.ofNullable(contextNames.get(familiar + "::" + platform))
        .or(() -> Optional.ofNullable(contextNames.get(familiar)));
  }

  /** A reference without what goes without saying; other names as they are. */
  private static String familiar(String name) {
    int platform = name.indexOf("::");
    String suffix = platform < 0 ? "" : name.substring(platform);
    try {
      String text =
          ImageReference.parse(platform < 0 ? name : name.substring(0, platform)).familiar();
      return (text.endsWith(LATEST) ? text.substring(0, text.length() - LATEST.length()) : text)
          + suffix;
    } catch (KobakoException _) {
      return name;
    }
  }
}
