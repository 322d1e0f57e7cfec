using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>The result of a statement of a batch, available after the batch has run.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class Pending<T>
{
    private readonly Result<T> result;

    internal Pending(Result<T> result) => this.result = result;

    /// <summary>The result of the statement.</summary>
    /// <exception cref="InvalidOperationException">The batch has not run.</exception>
    public T Value => result.Value;
}
