package aliyunsim

// The methods below make each resource kind a row of a table: its name within
// its region, how many it stands for, and the copy that carries a number.

func (r OSSBucket) row() rowKey         { return rowKey{r.Name, r.Region, r.Count} }
func (r ECSDisk) row() rowKey           { return rowKey{r.ID, r.Region, r.Count} }
func (r ECSSnapshot) row() rowKey       { return rowKey{r.ID, r.Region, r.Count} }
func (r ECSImage) row() rowKey          { return rowKey{r.ID, r.Region, r.Count} }
func (r ECSInstance) row() rowKey       { return rowKey{r.ID, r.Region, r.Count} }
func (r ECSSnapshotPolicy) row() rowKey { return rowKey{r.ID, r.Region, r.Count} }
func (r ECSDefaultKey) row() rowKey     { return rowKey{r.Region, r.Region, 0} }
func (r RDSInstance) row() rowKey       { return rowKey{r.ID, r.Region, r.Count} }
func (r PolarDBCluster) row() rowKey    { return rowKey{r.ID, r.Region, r.Count} }
func (r LoadBalancer) row() rowKey      { return rowKey{r.ID, r.Region, r.Count} }
func (r Certificate) row() rowKey       { return rowKey{r.ID, r.Region, r.Count} }
func (r Secret) row() rowKey            { return rowKey{r.Name, r.Region, r.Count} }
func (r KMSInstance) row() rowKey       { return rowKey{r.ID, r.Region, r.Count} }
func (r KMSApplication) row() rowKey    { return rowKey{r.Name, r.Region, r.Count} }

func (r OSSBucket) named(name string) OSSBucket                 { r.Name = name; return r }
func (r ECSDisk) named(name string) ECSDisk                     { r.ID = name; return r }
func (r ECSImage) named(name string) ECSImage                   { r.ID = name; return r }
func (r ECSInstance) named(name string) ECSInstance             { r.ID = name; return r }
func (r ECSSnapshotPolicy) named(name string) ECSSnapshotPolicy { r.ID = name; return r }
func (r ECSDefaultKey) named(string) ECSDefaultKey              { return r }
func (r RDSInstance) named(name string) RDSInstance             { r.ID = name; return r }
func (r PolarDBCluster) named(name string) PolarDBCluster       { r.ID = name; return r }
func (r LoadBalancer) named(name string) LoadBalancer           { r.ID = name; return r }
func (r Certificate) named(name string) Certificate             { r.ID = name; return r }
func (r Secret) named(name string) Secret                       { r.Name = name; return r }
func (r KMSInstance) named(name string) KMSInstance             { r.ID = name; return r }
func (r KMSApplication) named(name string) KMSApplication       { r.Name = name; return r }
