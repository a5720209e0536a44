package dev.kobako.compare;

/**
 * What somebody who works on the program does between two builds.
 *
 * @param file in the context, relative
 * @param append what is added at its end; may be empty, then it only gets a new time
 */
public record Change(String file, String append) {}
