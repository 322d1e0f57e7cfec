using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Client.Responses;

/// <summary>Reads items that come as lines of JSON.</summary>
internal static class StreamedItems
{
    internal static async IAsyncEnumerable<TItem> Read<TItem>(
        Stream lines, AnswerReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var type = (JsonTypeInfo<TItem>)PlatformJson.Tolerant.GetTypeInfo(typeof(TItem));
        await using var items = JsonSerializer
            .DeserializeAsyncEnumerable(lines, type, topLevelValues: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await Next(items, reader))
            yield return items.Current!;
    }

    private static async Task<bool> Next<TItem>(IAsyncEnumerator<TItem?> items, AnswerReader reader)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw reader.Unanswered($"the stream broke off: {e.Message}", e);
        }
    }
}
