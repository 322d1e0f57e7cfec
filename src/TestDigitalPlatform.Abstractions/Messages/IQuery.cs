namespace TestDigitalPlatform;

/// <summary>A question that changes nothing: what a user needs to know to decide what to do next.</summary>
/// <remarks>Declare it as a sealed record in a Contracts project, with a route and the roles that may ask it.</remarks>
/// <typeparam name="TAnswer">What comes back: a record that JSON can carry, or <see cref="Page{T}"/> for a
/// list.</typeparam>
#pragma warning disable CA1040 // The type parameter is the content: it ties a query to its answer for the compiler.
public interface IQuery<TAnswer>;
#pragma warning restore CA1040
