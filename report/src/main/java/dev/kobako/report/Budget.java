package dev.kobako.report;

import dev.kobako.findings.Rule;

/** Something that an image may be at most, or may not have. */
public sealed interface Budget {
  /** By which reports call it. */
  Rule rule();

  /** Bytes of the files of all layers. */
  record MaxSize(long bytes) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("max-size", "The files of all layers have at most so many bytes");
    }
  }

  /** Bytes of all blobs. */
  record MaxCompressed(long bytes) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("max-compressed", "The blobs of all layers have at most so many bytes");
    }
  }

  /** Bytes that are shipped and that nobody can see; a part is one of all bytes. */
  record MaxWaste(Amount amount) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("max-waste", "At most so many bytes are shipped that nobody can see");
    }
  }

  /**
   * How many bytes of files the image may have more than another one; a part is one of the other's
   * bytes.
   */
  record MaxGrowth(Amount amount) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("max-growth", "The files have at most so many bytes more than before");
    }
  }

  /** Nothing may be at such a path, in any layer. */
  record ForbidPath(PathPattern pattern) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("forbid-path", "No layer has something at certain paths");
    }
  }

  /** No file of this kind may be there in the end. */
  record ForbidKind(FileKind kind) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("forbid-kind", "No files of certain kinds are there");
    }
  }

  /** No file may run as its owner or group, in any layer. */
  record ForbidSetuid() implements Budget {
    @Override
    public Rule rule() {
      return new Rule("forbid-setuid", "No layer has a file that runs as its owner or group");
    }
  }

  /** No layer may have a secret. */
  record ForbidSecrets() implements Budget {
    @Override
    public Rule rule() {
      return new Rule("forbid-secrets", "No layer has a key or token");
    }
  }

  /** dive's efficiency, from 0 to 1, as {@link DiveFigures} has it. */
  record DiveEfficiency(double least) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("dive-lowest-efficiency", "dive's efficiency is at least so much");
    }
  }

  /** dive's wasted bytes. */
  record DiveWastedBytes(long most) implements Budget {
    @Override
    public Rule rule() {
      return new Rule("dive-highest-wasted-bytes", "dive counts at most so many wasted bytes");
    }
  }

  /** dive's wasted bytes as a part of the bytes of all layers but the lowest, from 0 to 1. */
  record DiveUserWasted(double most) implements Budget {
    @Override
    public Rule rule() {
      return new Rule(
          "dive-highest-user-wasted-percent",
          "dive counts at most such a part of the upper layers as wasted");
    }
  }
}
