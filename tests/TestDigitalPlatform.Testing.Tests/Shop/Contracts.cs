using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Testing.Tests.Shop;

/// <summary>Names an article.</summary>
[Id]
public readonly partial record struct ArticleId(Guid Value);

/// <summary>Names a shelf.</summary>
[Id]
public readonly partial record struct ShelfId(Guid Value);

/// <summary>What sort of article it is.</summary>
public enum ArticleKind
{
    /// <summary>To read.</summary>
    Book,

    /// <summary>To play.</summary>
    Game,
}

/// <summary>Puts up a shelf.</summary>
/// <param name="Name">What stands on it. <example>Novels</example></param>
[Post("/shelves"), Allow(Role.CustomerAdministrator)]
public sealed record AddShelf([Required, Length(1, 50)] string Name) : ICommand<ShelfReceipt>;

/// <summary>Confirms that a shelf was put up.</summary>
/// <param name="Id">The shelf.</param>
public sealed record ShelfReceipt(ShelfId Id);

/// <summary>Puts an article on a shelf.</summary>
/// <param name="Shelf">The shelf.</param>
/// <param name="Name">What it is called. <example>Moby-Dick</example></param>
/// <param name="Kind">What sort of article it is.</param>
/// <param name="Price">What it costs, in cents. <example>1200</example></param>
[Post("/articles"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record AddArticle(
    [property: JsonPropertyName("shelfId")] ShelfId Shelf, [Required, Length(1, 100)] string Name, ArticleKind Kind,
    [Range(0, 100_000)] int Price)
    : ICommand<ArticleReceipt>;

/// <summary>Confirms that an article was added.</summary>
/// <param name="Id">The article.</param>
public sealed record ArticleReceipt(ArticleId Id);

/// <summary>Sells an article.</summary>
/// <param name="Article">The article.</param>
[Post("/articles/{article:minlength(1)}/sale"), Allow(Role.CustomerUser)]
public sealed record SellArticle([property: JsonPropertyName("no")] ArticleId Article) : ICommand;

/// <summary>Gets an article.</summary>
/// <param name="Article">The article.</param>
[Get("/articles/{article}"), Allow(Role.CustomerUser, Role.PlatformAdministrator)]
public sealed record GetArticle(ArticleId Article) : IQuery<Article>;

/// <summary>An article.</summary>
/// <param name="Id">The article.</param>
/// <param name="Name">What it is called. <example>Moby-Dick</example></param>
/// <param name="Kind">What sort of article it is.</param>
/// <param name="Price">What it costs, in cents. <example>1200</example></param>
/// <param name="AddedAt">When it came.</param>
/// <param name="Version">Grows by one with each change. <example>1</example></param>
public sealed record Article(ArticleId Id, string Name, ArticleKind Kind, int Price, DateTimeOffset AddedAt, long Version) : IVersioned;

/// <summary>Lists articles, the newest first.</summary>
[Get("/articles"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
[Sortable("addedAt", "name", Default = "-addedAt")]
public sealed record ListArticles : PageQuery<Article>
{
    /// <summary>Only articles of these sorts.</summary>
    [Filter, JsonPropertyName("kindOf")] public Filter<ArticleKind> Kind { get; init; }

    /// <summary>Only articles that are called so.</summary>
    [Filter(Operators.Contains)] public Filter<string> Name { get; init; }

    /// <summary>Only articles that came within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> AddedAt { get; init; }
}

/// <summary>Counts a customer's articles.</summary>
[Get("/articles/count"), Allow(Role.CustomerUser), Cached(typeof(ArticleAdded), Seconds = 600)]
public sealed record CountArticles : IQuery<ArticleCount>;

/// <summary>How many articles there are.</summary>
/// <param name="Articles">All of them. <example>7</example></param>
/// <param name="At">When they were counted.</param>
public sealed record ArticleCount(long Articles, DateTimeOffset At);

/// <summary>An article was added.</summary>
/// <param name="Article">The article.</param>
/// <param name="Name">What it is called.</param>
/// <param name="At">When it came.</param>
public sealed record ArticleAdded(ArticleId Article, string Name, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Article.ToString();
}

/// <summary>An article was sold.</summary>
/// <param name="Article">The article.</param>
/// <param name="At">When it went.</param>
public sealed record ArticleSold(ArticleId Article, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Article.ToString();
}
