package dev.kobako.build;

import dev.kobako.dockerfile.Statement;

/** Something that a stage does. A closed set: handle it with an exhaustive switch. */
public sealed interface Step permits RunStep, CopyStep, WorkdirStep, MetadataStep {
  /** The instruction it comes from; an ONBUILD trigger's has no place in the Dockerfile. */
  Statement statement();

  /**
   * What the image's history says of it ({@code created_by}); empty where it says nothing, which is
   * so for ONBUILD.
   */
  String history();
}
