using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>Turns the pages of one list query into an export.</summary>
/// <remarks>One for each list, made at the start: the server knows the answer's type, and only this one the item's.</remarks>
internal abstract class ListExport<TQuery, TAnswer>
{
    /// <returns><see langword="null"/> when the answer is no page.</returns>
    internal static ListExport<TQuery, TAnswer>? Make() =>
        typeof(TAnswer) is { IsGenericType: true } page && page.GetGenericTypeDefinition() == typeof(Page<>)
            ? (ListExport<TQuery, TAnswer>)Activator.CreateInstance(
                typeof(ListExport<,,>).MakeGenericType(typeof(TQuery), typeof(TAnswer), page.GetGenericArguments()[0]))!
            : null;

    internal abstract Task<StreamReply> Begin(
        Operation operation, TQuery query, Func<TQuery, Task<TAnswer>> ask, StreamFormat format,
        IHostApplicationLifetime lifetime);
}

[SuppressMessage("Performance", "CA1812", Justification = "Made by its type.")]
internal sealed class ListExport<TQuery, TAnswer, TItem> : ListExport<TQuery, TAnswer>
    where TItem : notnull
{
    internal override async Task<StreamReply> Begin(
        Operation operation, TQuery query, Func<TQuery, Task<TAnswer>> ask, StreamFormat format,
        IHostApplicationLifetime lifetime)
    {
        var whole = (PageQuery<TItem>)(object)query! with { Limit = PageQuery<TItem>.MaxLimit, Count = false };
        return Export.Of(operation, await Ask(whole), next => Ask(whole with { After = next }), format, lifetime);

        async Task<Page<TItem>> Ask(PageQuery<TItem> page) => (Page<TItem>)(object)(await ask((TQuery)(object)page))!;
    }
}
