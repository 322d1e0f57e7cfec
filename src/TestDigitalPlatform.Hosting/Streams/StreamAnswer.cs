using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>Sends an answer that is a stream of items.</summary>
internal abstract class StreamAnswer<TAnswer>
{
    /// <returns><see langword="null"/> when the answer is no stream.</returns>
    internal static StreamAnswer<TAnswer>? Make() => ItemOf(typeof(TAnswer)) is { } item
        ? (StreamAnswer<TAnswer>)Activator.CreateInstance(typeof(StreamAnswer<,>).MakeGenericType(typeof(TAnswer), item))!
        : null;

    /// <summary>The item of a stream; <see langword="null"/> for any other answer.</summary>
    internal static Type? ItemOf(Type answer) =>
        answer is { IsGenericType: true } && answer.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
            ? answer.GetGenericArguments()[0]
            : null;

    internal abstract StreamReply Begin(TAnswer items, StreamFormat format, IHostApplicationLifetime lifetime);
}

[SuppressMessage("Performance", "CA1812", Justification = "Made by its type.")]
internal sealed class StreamAnswer<TAnswer, TItem> : StreamAnswer<TAnswer>
{
    internal override StreamReply Begin(TAnswer items, StreamFormat format, IHostApplicationLifetime lifetime) =>
        new StreamReply<TItem>((IAsyncEnumerable<TItem>)items!, format, lifetime, fileName: null);
}
