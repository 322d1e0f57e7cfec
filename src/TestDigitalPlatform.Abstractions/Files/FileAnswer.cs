using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>A file as the answer of a query: <c>IQuery&lt;FileAnswer&gt;</c>.</summary>
/// <remarks>
/// At the service, <c>db.File(…)</c> makes it of a stored file; or make it of any stream. It is sent with its type, its
/// name (<c>Content-Disposition</c>, RFC 6266) and <c>nosniff</c>; one whose stream can seek also by ranges (RFC 9110,
/// section 14). A client reads <see cref="Content"/> and disposes of the answer.
/// </remarks>
/// <param name="content">The bytes; the answer disposes of it.</param>
/// <param name="name">The file's name, without folders.</param>
/// <param name="contentType">The media type.</param>
public sealed class FileAnswer(Stream content, string name, string contentType) : IAsyncDisposable
{
    /// <summary>The bytes, read once.</summary>
    [JsonIgnore]
    public Stream Content { get; } = content;

    /// <summary>The file's name, without folders.</summary>
    public string Name { get; } = name;

    /// <summary>The media type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>How many bytes it has; <see langword="null"/> when that is not known before its end.</summary>
    public long? Length { get; init; }

    /// <summary>Tells this content from any other under the same address; <see langword="null"/> for none.</summary>
    /// <value>A strong entity tag without its quotes (RFC 9110, section 8.8.3); of a stored file its SHA-256.</value>
    public string? ETag { get; init; }

    /// <summary>When the content became what it is.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Whether a browser may show it; otherwise it offers to save it.</summary>
    /// <value>No, unless set: what others have uploaded must not run as a page of yours.</value>
    public bool Inline { get; init; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
