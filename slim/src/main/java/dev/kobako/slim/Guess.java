package dev.kobako.slim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of knowledge that say what a program needs beside what its file proves. Each can be
 * refused with {@code --no-guess LABEL}.
 */
public enum Guess {
  /** Name service: {@code nsswitch.conf}, the modules it names, and the files they read. */
  NSS("name service modules and files for getpwnam, getaddrinfo and the like"),
  /** Charset conversion modules for {@code iconv_open}. */
  GCONV("charset converters for iconv_open"),
  /** CA certificates where the TLS library in use looks for them. */
  TLS("CA certificates where the TLS library looks for them"),
  /** The time zone for {@code localtime}. */
  TZ("the local time zone for localtime"),
  /** Terminal descriptions for users of ncurses. */
  TERMINFO("terminal descriptions for ncurses"),
  /** Libraries named by constants in a program that calls {@code dlopen}. */
  DLOPEN("libraries that a caller of dlopen names in a constant"),
  /** The unwinder that {@code pthread_cancel} and {@code backtrace} load. */
  UNWIND("libgcc_s for pthread_cancel and backtrace"),
  /** The shell, and the commands in constants, for {@code system} and {@code popen}. */
  SHELL("the shell, and the commands in constants, for system and popen"),
  /** Programs named by constants in a program that calls {@code execvp} and the like. */
  EXEC("programs that a caller of execvp names in a constant"),
  /** The commands that a kept shell script calls. */
  SCRIPT("the commands that a shell script calls"),
  /** The modules that a Python program imports. */
  PYTHON("the modules that a Python program imports, with their data"),
  /** Imports in functions of Python's own library, and what Perl's loads for itself at times. */
  LAZY("what the standard libraries of Python and Perl load only when a function is called"),
  /** The files that a Perl program uses. */
  PERL("the modules that a Perl program uses"),
  /** The files that a Ruby program requires. */
  RUBY("the files and gems that a Ruby program requires"),
  /** The files and extensions that a PHP program includes. */
  PHP("the extensions and files that a PHP program loads"),
  /** The files that a Node program requires and imports. */
  NODE("the files and packages that a Node program loads"),
  /** The jars and the runtime of a Java program. */
  JAVA("the runtime, jars and folders of a Java program"),
  /** Locale data for LC_ALL or LANG of the image. */
  LOCALE("locale data that LC_ALL or LANG of the image name"),
  /** LD_LIBRARY_PATH, LC_ALL and TZ of the caller, where the source has no environment. */
  ENV("LD_LIBRARY_PATH, LC_ALL and TZ of your own environment");

  private final String what;

  Guess(String what) {
    this.what = what;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is taken, for help texts. */
  public String what() {
    return what;
  }

  /** The guess of that label. */
  public static Optional<Guess> of(String label) {
    return Arrays.stream(values()).filter(guess -> guess.label().equals(label)).findFirst();
  }
}
