using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>What a statement of a batch will have returned once the batch has run.</summary>
/// <typeparam name="T">What it returns.</typeparam>
public sealed class Pending<T>
{
    private readonly Result<T> result;

    internal Pending(Result<T> result) => this.result = result;

    /// <summary>What the statement returned.</summary>
    /// <exception cref="InvalidOperationException">The batch has not run.</exception>
    public T Value => result.Value;
}
