package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;

/** Makes the plan of a Dockerfile. Its only I/O is asking for base images. */
public final class Planner {
  private final BuildRequest request;
  private final BaseImages images;

  public Planner(BuildRequest request, BaseImages images) {
    this.request = request;
    this.images = images;
  }

  /**
   * Plans all stages that the target needs; others are parsed only.
   *
   * @throws KobakoException a finding with line and caret
   */
  public Plan plan() {
    throw new UnsupportedOperationException(request + " " + images);
  }
}
