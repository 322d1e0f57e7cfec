namespace TestDigitalPlatform;

/// <summary>What is wrong with one part of a request.</summary>
/// <param name="Field">A query parameter, a header, or a path into the body such as <c>address.city</c> or
/// <c>lines[2].amount</c>.</param>
/// <param name="Code">Stable, in snake case: <c>required</c>, <c>unknown_field</c>, <c>too_long</c>.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record FieldError(string Field, string Code, string Message);
