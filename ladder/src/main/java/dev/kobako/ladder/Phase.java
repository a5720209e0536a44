package dev.kobako.ladder;

/** A part of a reduction that takes time of its own. */
public enum Phase {
  /** The scenarios are run on the original and traced; its layers are read meanwhile. */
  TRIAL("running the original"),
  /** Layers are unpacked and their headers read, as far as that is not done yet. */
  READ("reading the image"),
  /** What stays is found. */
  SELECT("finding what stays"),
  /** Units are taken away while the checks pass. */
  SEARCH("searching for the smallest"),
  /** The result is written, and read back. */
  WRITE("writing the result"),
  /** The scenarios are run on what was written. */
  VERIFY("running the result"),
  /** Its layer is compressed and read back, as far as that was not done while it ran. */
  PACK("packing the result");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  /** What happens, for people: "running the original". */
  public String words() {
    return words;
  }
}
