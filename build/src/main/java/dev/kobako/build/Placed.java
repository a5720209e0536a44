package dev.kobako.build;

import dev.kobako.dockerfile.Instruction;

/** An instruction of a stage, and where it is: in the Dockerfile or in its base image. */
record Placed(Instruction instruction, Site site) {}
