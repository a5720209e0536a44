package dev.kobako.image;

import java.util.List;

/**
 * An entry of a home.
 *
 * @param names under which it can be asked for; may be empty
 * @param descriptor of its manifest, or of an index of several
 */
public record StoredImage(List<String> names, Descriptor descriptor) {
  public StoredImage {
    names = List.copyOf(names);
  }
}
