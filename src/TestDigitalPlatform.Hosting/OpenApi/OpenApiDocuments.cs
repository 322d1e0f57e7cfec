using System.Security.Cryptography;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>A service's OpenAPI 3.1 document, written when it is first asked for.</summary>
/// <param name="service">The service's name: the document's title.</param>
/// <param name="version">The service's version.</param>
/// <param name="operations">What the service can do.</param>
internal sealed class OpenApiDocuments(string service, string version, IReadOnlyList<Operation> operations)
{
    private readonly Lazy<(byte[] Json, string ETag)> written = new(() => Write(service, version, operations));

    internal ReadOnlyMemory<byte> Json => written.Value.Json;

    /// <summary>Names the document's content, in the quotes that the header has.</summary>
    internal string ETag => written.Value.ETag;

    private static (byte[] Json, string ETag) Write(string service, string version, IReadOnlyList<Operation> operations)
    {
        var document = DocumentBuilder.Build(service, version, operations, new DocComments(AppContext.BaseDirectory));
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream) { NewLine = "\n" })
            document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings()));
        var json = stream.ToArray();
        return (json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
    }
}
