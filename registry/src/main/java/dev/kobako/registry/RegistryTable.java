package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.image.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is configured for the images whose names have one prefix: a {@code [[registry]]} of
 * containers-registries.conf(5).
 *
 * @param file that says it, for messages
 * @param prefix {@code host[:port]}, with namespaces, repository, tag or digest as need be, or
 *     {@code *.host}
 * @param location what stands for the prefix when an image is read; empty for the prefix itself
 * @param insecure whether plain HTTP and untrusted certificates are allowed
 * @param blocked whether such images may not be touched
 * @param mirrors in the order in which they are asked
 */
record RegistryTable(
    Path file,
    String prefix,
    String location,
    boolean insecure,
    boolean blocked,
    List<Mirror> mirrors) {
  private static final String WILDCARD = "*.";

  /** No match. */
  static final int NONE = -1;

  /**
   * Another place that has the images.
   *
   * @param location what stands for the prefix
   * @param insecure whether plain HTTP and untrusted certificates are allowed
   * @param pulls what it is asked for
   */
  record Mirror(String location, boolean insecure, Pulls pulls) {
    boolean has(ImageReference reference) {
      return switch (pulls) {
        case ALL -> true;
        case BY_DIGEST -> reference.digest().isPresent();
        case BY_TAG -> reference.digest().isEmpty();
      };
    }
  }

  /** What a mirror is asked for: tags may be older there. */
  enum Pulls {
    ALL,
    BY_DIGEST,
    BY_TAG
  }

  RegistryTable {
    mirrors = List.copyOf(mirrors);
  }

  /** How much of a name the prefix covers; {@link #NONE} where it is not its prefix. */
  int match(ImageReference reference) {
    String domain = reference.domain().toLowerCase(Locale.ROOT);
    if (prefix.startsWith(WILDCARD)) {
      return withoutPort(domain).endsWith(prefix.substring(1)) ? domain.length() : NONE;
    }
    String name = domain + reference.toString().substring(domain.length());
    if (!name.startsWith(prefix)) {
      return NONE;
    }
    boolean whole =
        name.length() == prefix.length()
            || (prefix.indexOf('/') < 0 ? "/" : "/:@").indexOf(name.charAt(prefix.length())) >= 0;
    return whole ? prefix.length() : NONE;
  }

  boolean isWildcard() {
    return prefix.startsWith(WILDCARD);
  }

  /**
   * The repository's name with a location in place of the prefix.
   *
   * @throws KobakoException usage, where nothing is left to name a repository
   */
  String moved(ImageReference reference, String newLocation) {
    String name = reference.domain() + "/" + reference.path();
    String moved = newLocation + name.substring(Math.min(match(reference), name.length()));
    if (moved.indexOf('/') < 0) {
      throw KobakoException.usage(
          Diagnostic.of(
              file.toString(),
              "the location '"
                  + newLocation
                  + "' is a host without a repository, though its prefix '"
                  + prefix
                  + "' has one",
              "write prefix and location to the same depth"));
    }
    return moved;
  }

  /** Whether images of this table are insecurely had from a server. */
  boolean callsInsecure(Origin.Tcp origin) {
    return (insecure && (isHost(origin, prefix) || isHost(origin, location)))
        || mirrors.stream().anyMatch(mirror -> mirror.insecure && isHost(origin, mirror.location));
  }

  private static boolean isHost(Origin.Tcp origin, String name) {
    if (name.isEmpty()) {
      return false;
    }
    if (name.startsWith(WILDCARD)) {
      return origin.host().endsWith(name.substring(1));
    }
    return RegistryHost.parse(name, hostOf(name)).origin(origin.scheme()).equals(origin);
  }

  /** What is before the first slash. */
  static String hostOf(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  private static String withoutPort(String domain) {
    int colon = domain.startsWith("[") ? -1 : domain.indexOf(':');
    return colon < 0 ? domain : domain.substring(0, colon);
  }
}
