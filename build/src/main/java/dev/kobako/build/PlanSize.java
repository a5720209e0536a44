package dev.kobako.build;

/**
 * How much text the steps of a plan come to. Values that double each other, in stages that start
 * from each other, are a few lines of a Dockerfile and would otherwise fill all memory.
 */
final class PlanSize {
  /** Four times what the configuration of an image may have. */
  private static final long MOST = 64L * 1024 * 1024;

  private long characters;

  /** Counts what an instruction adds. */
  void add(long more, Site site) {
    characters += more;
    if (characters > MOST) {
      throw site.error(
          "up to here, the build comes to more than 64 Mi characters of variables, labels, history"
              + " and here-documents",
          "use shorter values; files belong into the context");
    }
  }
}
