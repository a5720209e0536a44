package dev.kobako.packages;

/** Where a package comes from: the package manager that installs it, or the tools that build it. */
public enum Ecosystem {
  DEBIAN("deb"),
  ALPINE("apk"),
  RPM("rpm"),
  PYTHON("pypi"),
  NODE("npm"),
  RUBY("gem"),
  JAVA("maven"),
  PHP("composer"),
  GO("golang"),
  RUST("cargo");

  private final String type;

  Ecosystem(String type) {
    this.type = type;
  }

  /** What package URLs call it: {@code deb}, {@code npm}. */
  public String type() {
    return type;
  }
}
