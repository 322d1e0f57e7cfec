namespace TestDigitalPlatform.Testing;

/// <summary>Ends a test because something is not as it should be; the message says all it takes to see why.</summary>
/// <param name="message">What should have been, what was, and around which call.</param>
#pragma warning disable CA1710 // It names what happened to the test.
public sealed class TestFailedException(string message) : Exception(message), IAssertionException;
#pragma warning restore CA1710

/// <summary>
/// Test frameworks know by this name, in whatever namespace, that a check failed and not the test's own code.
/// </summary>
internal interface IAssertionException;
