using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The key of this machine's own tokens.</summary>
internal sealed class DevelopmentKeys : IKeySource
{
    /// <exception cref="InvalidDataException">The file can't be used.</exception>
    internal DevelopmentKeys(string file)
    {
        using var key = DevelopmentKey.ReadOrMake(file);
        Name = $"the development key {file}, which 'dotnet tdp token' signs with";
        Keys = new KeySet(
            DevelopmentKey.Issuer,
            [SigningKey.Of(id: null, key.ExportParameters(includePrivateParameters: false), ["ES256"])]);
    }

    public string Name { get; }

    internal KeySet Keys { get; }

    public ValueTask<KeySet?> Current(CancellationToken cancellationToken) => new(Keys);

    public ValueTask<KeySet?> Newer(KeySet than, CancellationToken cancellationToken) => new(than);
}
