package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which images of an index are wanted; what is no index is taken as it is. */
public sealed interface PlatformChoice {
  /** All, and whatever else the index lists, as it is. */
  record All() implements PlatformChoice {
    @Override
    public String toString() {
      return "all platforms";
    }
  }

  /**
   * The best image for each of these platforms.
   *
   * @param platforms one, for an image; several, for a smaller index
   */
  record Some(List<Platform> platforms) implements PlatformChoice {
    public Some {
      platforms = List.copyOf(platforms);
      if (platforms.isEmpty()) {
        throw KobakoException.usage(
            Diagnostic.of("platforms", "none is named", "name one, as in linux/arm64"));
      }
    }

    @Override
    public String toString() {
      return String.join(", ", platforms.stream().map(Platform::toString).toList());
    }
  }

  /** Everything. */
  static PlatformChoice all() {
    return new All();
  }

  /** A single image. */
  static PlatformChoice one(Platform platform) {
    return new Some(List.of(platform));
  }

  /**
   * The wanted entries, in the index's order.
   *
   * @param place where the index is, for messages
   * @throws KobakoException a finding, where a platform is not there
   */
  default List<Descriptor> among(String place, Index index) {
    return switch (this) {
      case All _ -> index.manifests();
      case Some(List<Platform> platforms) -> {
        Set<Descriptor> chosen = new LinkedHashSet<>();
        for (Platform platform : platforms) {
          chosen.add(index.choose(place, platform));
        }
        List<Descriptor> inOrder = new ArrayList<>(index.manifests());
        inOrder.retainAll(chosen);
        yield List.copyOf(new LinkedHashSet<>(inOrder));
      }
    };
  }
}
