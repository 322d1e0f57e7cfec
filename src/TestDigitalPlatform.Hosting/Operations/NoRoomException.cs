namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>There is no memory for a request's body or answer now.</summary>
/// <param name="isOwnShare">Whether its own party has used up its share.</param>
internal sealed class NoRoomException(bool isOwnShare) : Exception("Not enough memory is available.")
{
    internal bool IsOwnShare { get; } = isOwnShare;
}
