package dev.kobako.report;

/**
 * Something in the configuration that says how an image is run, and that two images don't agree on.
 *
 * @param name of the setting, with the variable or label where it is one of several
 * @param before its value without secrets; empty where the first image has none
 * @param after the same of the second image
 */
public record SettingChange(String name, String before, String after) {}
