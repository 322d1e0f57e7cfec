namespace TestDigitalPlatform;

/// <summary>An intent to change something, from a user or from a process.</summary>
/// <remarks>
/// Declare it as a sealed, immutable record in a Contracts project, with a route and the roles that may order it. It
/// takes effect wholly or not at all, and each attempt leaves one row in the audit.
/// </remarks>
/// <typeparam name="TAnswer">What the caller gets back once the effect is stored.</typeparam>
#pragma warning disable CA1040 // The type parameter is the content: it ties a command to its answer for the compiler.
public interface ICommand<TAnswer> : IAnyCommand;

/// <summary>A command without an answer (204 over HTTP).</summary>
public interface ICommand : ICommand<Nothing>;
#pragma warning restore CA1040
