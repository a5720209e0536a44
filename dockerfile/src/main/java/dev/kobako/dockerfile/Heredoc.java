package dev.kobako.dockerfile;

/**
 * A here-document of RUN, COPY or ADD.
 *
 * @param name the word that ends it, without quotes
 * @param content its lines; where {@code chomp}, without their leading tabs
 * @param expand whether variables are expanded in it: its name was not quoted
 * @param chomp whether it was written {@code <<-}
 * @param descriptor the file descriptor before {@code <<}, 0 by default
 */
public record Heredoc(String name, String content, boolean expand, boolean chomp, int descriptor) {}
